"""The columns of our own. No page has written a comment before, so no row needs a default."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('discussions', '0001_initial'),
        ('django_comments_xtd', '0008_auto_20200920_2037'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CommentPolicy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('staff', models.CharField(choices=[('no', 'не пишут'), ('wait', 'пишут, модератор проверяет'), ('free', 'пишут сразу')], default='no', max_length=4, verbose_name='сотрудники школы')),
                ('colleagues', models.CharField(choices=[('no', 'не пишут'), ('wait', 'пишут, модератор проверяет'), ('free', 'пишут сразу')], default='no', max_length=4, verbose_name='коллеги из других школ')),
                ('carers', models.CharField(choices=[('no', 'не пишут'), ('wait', 'пишут, модератор проверяет'), ('free', 'пишут сразу')], default='no', max_length=4, verbose_name='родители')),
                ('pupils', models.CharField(choices=[('no', 'не пишут'), ('wait', 'пишут, модератор проверяет'), ('free', 'пишут сразу')], default='no', max_length=4, verbose_name='ученики')),
            ],
            options={
                'verbose_name': 'правило комментариев',
                'verbose_name_plural': 'правила комментариев',
                'ordering': ('page__path',),
            },
        ),
        migrations.CreateModel(
            name='CommentReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('rude', 'грубость, травля, угроза'), ('personal', 'личные сведения: имя ребёнка, телефон, адрес'), ('advertising', 'реклама или обман'), ('off_topic', 'не по теме'), ('other', 'другое')], max_length=16, verbose_name='что не так')),
                ('text', models.CharField(blank=True, max_length=500, verbose_name='подробнее')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='когда')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='разобрана')),
            ],
            options={
                'verbose_name': 'жалоба на комментарий',
                'verbose_name_plural': 'жалобы на комментарии',
                'ordering': ('-created_at', '-pk'),
            },
        ),
        migrations.AddField(
            model_name='comment',
            name='answers',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='discussions.comment', verbose_name='в ответ на'),
        ),
        migrations.AddField(
            model_name='comment',
            name='decided_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='когда решено'),
        ),
        migrations.AddField(
            model_name='comment',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='кто решил'),
        ),
        migrations.AddField(
            model_name='comment',
            name='deleted_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='удалён'),
        ),
        migrations.AddField(
            model_name='comment',
            name='edited_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='исправлен'),
        ),
        migrations.AddField(
            model_name='comment',
            name='nonce',
            field=models.UUIDField(editable=False, null=True, unique=True, verbose_name='номер отправленной формы'),
        ),
        migrations.AddField(
            model_name='comment',
            name='page',
            field=models.ForeignKey(default=None, on_delete=django.db.models.deletion.CASCADE, related_name='discussion', to='wagtailcore.page', verbose_name='страница'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='comment',
            name='reason',
            field=models.CharField(blank=True, max_length=300, verbose_name='почему скрыт'),
        ),
        migrations.AddField(
            model_name='comment',
            name='state',
            field=models.CharField(choices=[('waiting', 'ждёт модератора'), ('published', 'опубликован'), ('hidden', 'скрыт модератором'), ('deleted', 'удалён автором')], db_index=True, default=None, max_length=10, verbose_name='состояние'),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'hidden'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='discussions_hidden_has_a_reason'),
        ),
        migrations.AddField(
            model_name='commentpolicy',
            name='page',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='comment_policy', to='wagtailcore.page', verbose_name='страница'),
        ),
        migrations.AddField(
            model_name='commentreport',
            name='comment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='discussions.comment', verbose_name='комментарий'),
        ),
        migrations.AddField(
            model_name='commentreport',
            name='reporter',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='comment_reports', to=settings.AUTH_USER_MODEL, verbose_name='кто пожаловался'),
        ),
        migrations.AddField(
            model_name='commentreport',
            name='settled_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='кто разобрал'),
        ),
        migrations.AddConstraint(
            model_name='commentreport',
            constraint=models.UniqueConstraint(condition=models.Q(('settled_at__isnull', True)), fields=('comment', 'reporter'), name='discussions_one_open_report_each'),
        ),
    ]
