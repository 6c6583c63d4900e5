using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Alerts;
using Saker.Dashboard.Identity;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Live;
using Saker.Platform.Alerts;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Platform.Maintenance;
using Saker.Platform.Monitoring.Log;

namespace Saker.Dashboard.Settings;

/// <summary>The pages of what holds on this server: keys, roles, receivers, options, jobs.</summary>
internal static class SettingsRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/settings", ServerAsync).ExcludeFromDescription();
        routes.MapGet("/settings/roles", Roles).ExcludeFromDescription();
        routes.MapGet("/settings/jobs", JobsAsync).ExcludeFromDescription();
        routes.MapGet("/live/settings/jobs", LiveJobs).ExcludeFromDescription();
        routes.MapGet("/settings/receivers", ReceiversAsync).WithMetadata(new NeedsRole(Role.Deployer)).ExcludeFromDescription();
        routes.MapGet("/settings/receivers/add", AddReceiver).WithMetadata(new NeedsRole(Role.Admin)).ExcludeFromDescription();
        routes.MapGet("/settings/receivers/{name}/change", ChangeReceiverAsync).WithMetadata(new NeedsRole(Role.Admin)).ExcludeFromDescription();
        routes.MapGet("/live/settings/receivers", LiveReceivers).WithMetadata(new NeedsRole(Role.Deployer)).ExcludeFromDescription();
        routes.MapGet("/settings/options", Options).WithMetadata(new NeedsRole(Role.Admin)).ExcludeFromDescription();
        KeyRoutes.Map(routes);
    }

    private static async Task<IResult> ServerAsync(ServerFacts facts, BackendProbe probe, StorageMeter meter, IPredictionLog log, CancellationToken cancellationToken) => Pages.Show<ServerPage>(
        (nameof(ServerPage.Facts), facts),
        (nameof(ServerPage.Backends), await probe.AskAsync(cancellationToken)),
        (nameof(ServerPage.Storage), await meter.GetAsync(cancellationToken)),
        (nameof(ServerPage.Log), await log.GetStatusAsync(cancellationToken)));

    private static IResult Roles(EndpointDataSource routes) => Pages.Show<RolesPage>((nameof(RolesPage.Acts), RoleActs.Of(routes)));

    private static IResult Options(ServerFacts facts) => Pages.Show<OptionsPage>((nameof(OptionsPage.Options), facts.Options));

    private static async Task<IResult> ReceiversAsync(string? written, string? tested, HttpContext context, AlertSettingsStore settings, IAuditStore audit, CancellationToken cancellationToken) => Pages.Show<ReceiversPage>(
        (nameof(ReceiversPage.Receivers), await settings.ListReceiversAsync(cancellationToken)),
        (nameof(ReceiversPage.Written), written),
        // Of the audit those read who may send a test.
        (nameof(ReceiversPage.Test), tested is { Length: > 0 } && context.Features.Get<AccessGrant>().May(Role.Admin) ? await ReceiverTest.FindAsync(audit, tested, cancellationToken) : null));

    private static IResult AddReceiver(string? kind) => Pages.Show<ReceiverPage>((nameof(ReceiverPage.Draft), ReceiverDraft.New(ReceiverFields.Find(kind) ?? ReceiverFields.Kinds[0].Kind)));

    private static async Task<IResult> ChangeReceiverAsync(string name, AlertSettingsStore settings, CancellationToken cancellationToken)
    {
        var known = (await settings.ListReceiversAsync(cancellationToken)).FirstOrDefault(receiver => receiver.Name == name) ?? throw Pages.Missing("receiver", name, "/settings/receivers");
        return Pages.Show<ReceiverPage>((nameof(ReceiverPage.Draft), ReceiverDraft.Of(known)));
    }

    private static Task LiveReceivers(HttpContext context, LiveStreams streams, AlertSettingsStore settings, IAuditStore audit) =>
        streams.FollowAsync(context, token => ReceiversAsync(null, null, context, settings, audit, token), settings.StampReceiversAsync, "receivers");

    private static async Task<IResult> JobsAsync(WorkBoard board, CancellationToken cancellationToken) => Pages.Show<JobsPage>((nameof(JobsPage.Work), await board.LookAsync(cancellationToken)));

    private static Task LiveJobs(HttpContext context, LiveStreams streams, WorkBoard board) => streams.RunAsync(
        context,
        [new LiveEvent("work", async token => await Rendering.RenderAsync<WorkPanels>(context, (nameof(WorkPanels.Work), await board.LookAsync(token))))]);
}
