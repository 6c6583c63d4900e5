using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Saker.Dashboard.Experiments.Curves;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Live;
using Saker.Platform.Experiments;

namespace Saker.Dashboard.Experiments;

/// <summary>Pages of experiments and runs.</summary>
internal static class ExperimentRoutes
{
    // Values of a metric that a page lists.
    private const int MaxPoints = 500;

    // Of a single experiment, and of each where many are listed: who wants more follows the link that counts them.
    private const int MaxRuns = 50;
    private const int MaxRunsOfEach = 10;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/runs", RunsAsync).ExcludeFromDescription();
        routes.MapGet("/live/runs", LiveRuns).ExcludeFromDescription();
        routes.MapGet("/runs/{id}", RunAsync).ExcludeFromDescription();
        routes.MapGet("/runs/{id}/metric", MetricAsync).ExcludeFromDescription();
        routes.MapGet("/live/runs/{id}", LiveRun).ExcludeFromDescription();
    }

    /// <summary>The runs of one experiment or of all, whenever they change.</summary>
    private static LiveEvent LiveBoards(IServiceProvider services, RunBoards boards, string? experiment, int maxRuns) => new("experiments", async cancellationToken =>
        await Rendering.RenderAsync<ExperimentsSection>(services, Pages.Parameters(
            (nameof(ExperimentsSection.Boards), await boards.ListAsync(experiment, maxRuns, cancellationToken)),
            (nameof(ExperimentsSection.Now), services.GetRequiredService<TimeProvider>().GetUtcNow()))))
    {
        VersionAsync = cancellationToken => boards.StampAsync(experiment, cancellationToken)!,
    };

    private static async Task<IResult> RunsAsync(string? experiment, string? filter, string? order, string? page, RunBoards boards, TimeProvider time, CancellationToken cancellationToken)
    {
        var named = experiment is null ? null : await boards.FindExperimentAsync(experiment, cancellationToken) ?? throw Pages.Missing("experiment", experiment, "/runs");
        var isSearch = !string.IsNullOrWhiteSpace(filter) || !string.IsNullOrWhiteSpace(order);
        return Pages.Show<RunsPage>(
            (nameof(RunsPage.Experiment), named),
            (nameof(RunsPage.Search), isSearch ? await boards.SearchAsync(named, filter, order, page, cancellationToken) : null),
            (nameof(RunsPage.Boards), isSearch ? [] : await boards.ListAsync(experiment, MaxRunsOf(experiment), cancellationToken)),
            (nameof(RunsPage.Now), time.GetUtcNow()));
    }

    private static Task LiveRuns(string? experiment, HttpContext context, LiveStreams streams, RunBoards boards) =>
        streams.RunAsync(context, [LiveBoards(context.RequestServices, boards, experiment, MaxRunsOf(experiment))]);

    private static int MaxRunsOf(string? experiment) => experiment is null ? MaxRunsOfEach : MaxRuns;

    private static async Task<IResult> RunAsync(string id, string? all, string? x, string? log, string? smooth, RunLooks looks, TimeProvider time, CancellationToken cancellationToken) => Pages.Show<RunPage>(
        (nameof(RunPage.Look), await looks.FindAsync(id, all is not null, cancellationToken) ?? throw Pages.Missing("run", id, "/runs")),
        (nameof(RunPage.Style), CurveStyle.Of(x, log, smooth)),
        (nameof(RunPage.AllCurves), all is not null),
        (nameof(RunPage.Now), time.GetUtcNow()));

    private static async Task LiveRun(string id, string? all, HttpContext context, LiveStreams streams, RunLooks looks, TimeProvider time, CancellationToken cancellationToken)
    {
        var first = await looks.FindAsync(id, all is not null, cancellationToken) ?? throw Pages.Missing("run", id, "/runs");
        var watch = new RunWatch(looks, first, all is not null, time);
        await streams.RunAsync(
            context,
            [
                new LiveEvent("head", async token => await RenderAsync<RunHead>(context, await watch.LookAsync(token), time)) { VersionAsync = watch.HeadStampAsync },
                new LiveEvent("curves", async token => CurveLines.ToJson((await watch.LookAsync(token)).Curves)) { VersionAsync = watch.StampAsync },
                new LiveEvent("detail", async token => await RenderAsync<RunDetail>(context, await watch.LookAsync(token), time)) { VersionAsync = watch.StampAsync },
            ]);
    }

    private static Task<string> RenderAsync<TPart>(HttpContext context, RunLook look, TimeProvider time)
        where TPart : Microsoft.AspNetCore.Components.IComponent =>
        Rendering.RenderAsync<TPart>(context.RequestServices, Pages.Parameters((nameof(RunHead.Look), look), (nameof(RunHead.Now), time.GetUtcNow())));

    private static async Task<IResult> MetricAsync(string id, string key, string? page, string? x, string? log, string? smooth, IExperimentStore experiments, IRunStore runs, CurveReader curves, CancellationToken cancellationToken)
    {
        var run = await experiments.FindRunByPrefixAsync(id, cancellationToken) ?? throw Pages.Missing("run", id, "/runs");
        if (!run.Metrics.ContainsKey(key))
            throw Pages.Missing("metric", key, Links.Run(run.Id.Value));
        var history = await runs.GetHistoryAsync(run.Id, key, page, MaxPoints, cancellationToken);
        return Pages.Show<MetricHistoryPage>(
            (nameof(MetricHistoryPage.Run), run),
            (nameof(MetricHistoryPage.Key), key),
            (nameof(MetricHistoryPage.History), history),
            (nameof(MetricHistoryPage.Page), page),
            (nameof(MetricHistoryPage.Curves), await curves.ReadAsync([run], [key], cancellationToken)),
            (nameof(MetricHistoryPage.Style), CurveStyle.Of(x, log, smooth)));
    }
}
