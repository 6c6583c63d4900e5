using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.Search;
using Saker.Platform.Identity;
using Saker.Server.Http.Mlflow.Tracking;
using Saker.Server.Http.Mlflow.Wire;

namespace Saker.Server.Http.Mlflow.Search;

/// <summary>MLflow's routes that search experiments and runs.</summary>
internal static class SearchApi
{
    public static void Map(MlflowRoutes routes)
    {
        routes.Post("mlflow/runs/search", SearchRunsAsync, Role.Viewer);
        routes.Get("mlflow/experiments/search", SearchExperimentsAsync);
        routes.Post("mlflow/experiments/search", SearchExperimentsAsync, Role.Viewer);
        routes.Post("mlflow/experiments/search-datasets", ListDatasetsAsync, Role.Viewer);
        // In MLflow's own table this route lacks the slash after the version, and its page asks for it so.
        routes.Map("POST", "experiments/search-datasets", ListDatasetsAsync, Role.Viewer, act: null, MlflowRoutes.VersionWithoutSlash);
    }

    private static async Task SearchRunsAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var fields = request.Fields;
        var page = await context.RequestServices.GetRequiredService<ITrackingSearch>().SearchRunsAsync(
            new RunSearch
            {
                Experiments = [.. fields.Texts("experiment_ids").Select(id => new ExperimentId(id))],
                Lifecycle = ViewTypes.Read(fields, "run_view_type"),
                Filter = fields.Text("filter"),
                OrderBy = fields.Texts("order_by"),
                MaxCount = SearchFields.Count(fields, RunSearch.DefaultMaxCount, RunSearch.MaxMaxCount),
                PageToken = fields.Text("page_token"),
            },
            context.RequestAborted);
        await MlflowAnswers.SendAsync(context, writer =>
        {
            TrackingFields.WriteList(writer, "runs", page.Items, RunJson.Write);
            SearchFields.WriteToken(writer, page.NextPageToken);
        });
    }

    private static async Task SearchExperimentsAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var fields = request.Fields;
        var page = await context.RequestServices.GetRequiredService<ITrackingSearch>().SearchExperimentsAsync(
            new ExperimentSearch
            {
                Lifecycle = ViewTypes.Read(fields, "view_type"),
                Filter = fields.Text("filter"),
                OrderBy = fields.Texts("order_by"),
                MaxCount = SearchFields.Count(fields, ExperimentSearch.DefaultMaxCount, ExperimentSearch.MaxMaxCount),
                PageToken = fields.Text("page_token"),
            },
            context.RequestAborted);
        await MlflowAnswers.SendAsync(context, writer =>
        {
            TrackingFields.WriteList(writer, "experiments", page.Items, ExperimentJson.Write);
            SearchFields.WriteToken(writer, page.NextPageToken);
        });
    }

    private static async Task ListDatasetsAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var experiments = request.Fields.Texts("experiment_ids");
        if (experiments.Count == 0)
            throw request.Fields.Missing("experiment_ids");
        var datasets = await context.RequestServices.GetRequiredService<ITrackingSearch>().ListDatasetsAsync([.. experiments.Select(id => new ExperimentId(id))], context.RequestAborted);
        await MlflowAnswers.SendAsync(context, writer => TrackingFields.WriteList(writer, "dataset_summaries", datasets, static (json, dataset) =>
        {
            json.WriteStartObject();
            json.WriteString("experiment_id", dataset.ExperimentId.Value);
            json.WriteString("name", dataset.Name);
            json.WriteString("digest", dataset.Digest);
            if (dataset.Context is { } role)
                json.WriteString("context", role);
            json.WriteEndObject();
        }));
    }
}
