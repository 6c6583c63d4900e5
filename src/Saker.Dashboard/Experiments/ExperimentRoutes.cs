using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Live;

namespace Saker.Dashboard.Experiments;

/// <summary>Pages of experiments and runs.</summary>
internal static class ExperimentRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/runs", RunsAsync).ExcludeFromDescription();
        routes.MapGet("/live/runs", LiveRuns).ExcludeFromDescription();
        routes.MapGet("/runs/{id}", RunAsync).ExcludeFromDescription();
        routes.MapGet("/live/runs/{id}", LiveRun).ExcludeFromDescription();
    }

    /// <summary>The runs of one experiment or of all, whenever they change.</summary>
    public static LiveEvent LiveBoards(IServiceProvider services, RunBoards boards, string? experiment, int maxRuns) => new("experiments", async cancellationToken =>
        await Rendering.RenderAsync<ExperimentsSection>(services, Pages.Parameters(
            (nameof(ExperimentsSection.Boards), await boards.ListAsync(experiment, maxRuns, cancellationToken)),
            (nameof(ExperimentsSection.Now), services.GetRequiredService<TimeProvider>().GetUtcNow()))));

    private static async Task<IResult> RunsAsync(string? experiment, string? filter, string? order, RunBoards boards, TimeProvider time, CancellationToken cancellationToken)
    {
        var found = await boards.ListAsync(experiment, Pages.MaxRuns, cancellationToken);
        if (experiment is not null && found.Count == 0)
            throw Pages.Missing("experiment", experiment, "/runs");
        var search = string.IsNullOrWhiteSpace(filter) && string.IsNullOrWhiteSpace(order) ? null : await boards.SearchAsync(experiment is null ? null : found[0].Experiment, filter, order, cancellationToken);
        return Pages.Show<RunsPage>((nameof(RunsPage.Experiment), experiment), (nameof(RunsPage.Search), search), (nameof(RunsPage.Boards), found), (nameof(RunsPage.Now), time.GetUtcNow()));
    }

    private static Task LiveRuns(string? experiment, HttpContext context, LiveStreams streams, RunBoards boards) =>
        streams.RunAsync(context, [LiveBoards(context.RequestServices, boards, experiment, Pages.MaxRuns)]);

    private static async Task<IResult> RunAsync(string id, RunBoards boards, TimeProvider time, CancellationToken cancellationToken) =>
        Pages.Show<RunPage>(await ParametersAsync(id, boards, time, cancellationToken) ?? throw Pages.Missing("run", id, "/runs"));

    private static Task LiveRun(string id, HttpContext context, LiveStreams streams, RunBoards boards, TimeProvider time) =>
        streams.RunAsync(context, [new LiveEvent("run", async cancellationToken => await ParametersAsync(id, boards, time, cancellationToken) is { } parameters
            ? await Rendering.RenderAsync<RunDetail>(context.RequestServices, Pages.Parameters(parameters))
            : "")]);

    private static async Task<(string, object?)[]?> ParametersAsync(string id, RunBoards boards, TimeProvider time, CancellationToken cancellationToken) =>
        await boards.FindAsync(id, cancellationToken) is not { } pipeline ? null :
        [
            (nameof(RunDetail.Pipeline), pipeline),
            (nameof(RunDetail.Folds), await boards.FoldsAsync(pipeline.Run, cancellationToken)),
            (nameof(RunDetail.Curves), await boards.CurvesAsync(pipeline.Run, cancellationToken)),
            (nameof(RunDetail.Evaluation), await boards.FindEvaluationAsync(pipeline.Run, cancellationToken)),
            (nameof(RunDetail.Files), await boards.FilesAsync(pipeline.Run, cancellationToken)),
            (nameof(RunDetail.Now), time.GetUtcNow()),
        ];
}
