using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Settings;
using Saker.Data;
using Saker.Platform.Alerts;
using Saker.Platform.Alerts.Receivers;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>Receivers written, removed and tried on their pages: the same acts as the API's, answered with a page.</summary>
internal static class ReceiverForms
{
    private const string Page = "/settings/receivers";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Page, AddAsync).Needs(Role.Admin).Audited(AuditActs.AlertSettingsChanged).ExcludeFromDescription();
        routes.MapPost(Page + "/{name}", ChangeAsync).Needs(Role.Admin).Audited(AuditActs.AlertSettingsChanged).ExcludeFromDescription();
        routes.MapPost(Page + "/{name}/remove", RemoveAsync).Needs(Role.Admin).Audited(AuditActs.AlertSettingsChanged).ExcludeFromDescription();
        routes.MapPost(Page + "/{name}/test", TestAsync).Needs(Role.Admin).Audited(AuditActs.AlertTested).ExcludeFromDescription();
    }

    private static async Task<IResult> AddAsync(HttpContext context, AlertSettingsStore settings, CancellationToken cancellationToken)
    {
        var form = await PageForm.RequireAsync(context, "PUT /api/alerts/receivers/{name}", cancellationToken);
        var kind = ReceiverFields.Find(form.Text("kind")) ?? throw new SakerException(ErrorKind.InvalidInput, $"There is no kind of receiver '{form.Text("kind")}'.", "kind");
        return await WriteAsync(ReceiverDraft.Of(form, kind, known: null), context, settings, cancellationToken);
    }

    private static async Task<IResult> ChangeAsync(string name, HttpContext context, AlertSettingsStore settings, CancellationToken cancellationToken)
    {
        var form = await PageForm.RequireAsync(context, "PUT /api/alerts/receivers/{name}", cancellationToken);
        var known = (await settings.ListReceiversAsync(cancellationToken)).FirstOrDefault(receiver => receiver.Name == name) ?? throw Missing(name);
        return await WriteAsync(ReceiverDraft.Of(form, known.Kind, known), context, settings, cancellationToken);
    }

    private static async Task<IResult> WriteAsync(ReceiverDraft draft, HttpContext context, AlertSettingsStore settings, CancellationToken cancellationToken)
    {
        context.SetAuditTarget($"receiver {draft.Name}");
        try
        {
            var file = settings.Parse(draft.ToFile().ToJsonString());
            await (draft.Known is null ? settings.AddAsync(file, context.Grant().Subject, cancellationToken) : settings.ApplyAsync(file, context.Grant().Subject, prune: false, cancellationToken));
            return PageForm.BackTo(context, $"{Page}?written={Uri.EscapeDataString(draft.Name)}");
        }
        catch (SakerException e) when (e.Kind is ErrorKind.InvalidInput or ErrorKind.Conflict or ErrorKind.LimitExceeded)
        {
            context.SetAuditFailure(e.Message);
            var shown = draft with { Fault = e.Problems.Count > 0 ? "The receiver was not written; secrets have to be written again." : e.Message, Problems = e.Problems };
            return new PageResult<ReceiverPage>(new() { [nameof(ReceiverPage.Draft)] = shown }, ErrorResponses.Status(e.Kind));
        }
    }

    private static async Task<IResult> RemoveAsync(string name, HttpContext context, AlertSettingsStore settings, CancellationToken cancellationToken)
    {
        await PageForm.RequireAsync(context, "DELETE /api/alerts/receivers/{name}", cancellationToken);
        context.SetAuditTarget($"receiver {name}");
        return await settings.RemoveReceiverAsync(name, cancellationToken) ? PageForm.BackTo(context, Page) : throw Missing(name);
    }

    // What came of it stands in the audit, from where the page has it: loaded again, the page sends nothing.
    private static async Task<IResult> TestAsync(string name, HttpContext context, AlertDesk desk, CancellationToken cancellationToken)
    {
        await PageForm.RequireAsync(context, "POST /api/alerts/receivers/{name}/test", cancellationToken);
        context.SetAuditTarget(ReceiverTest.TargetOf(name));
        context.SetAuditDetail(await desk.TestAsync(name, cancellationToken) ?? ReceiverTest.Delivered);
        return PageForm.BackTo(context, $"{Page}?tested={Uri.EscapeDataString(name)}");
    }

    private static SakerException Missing(string name) => new(ErrorKind.NotFound, $"There is no receiver '{name}'. What there is stands at {Page}.", "name");
}
