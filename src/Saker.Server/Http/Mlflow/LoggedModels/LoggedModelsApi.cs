using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.LoggedModels;
using Saker.Platform.Identity;
using Saker.Server.Http.Access;
using Saker.Server.Http.Mlflow.Search;
using Saker.Server.Http.Mlflow.Tracking;
using Saker.Server.Http.Mlflow.Wire;

namespace Saker.Server.Http.Mlflow.LoggedModels;

/// <summary>MLflow's routes for logged models, which its clients of version 3 call first when they log a model.</summary>
internal static class LoggedModelsApi
{
    public const string Ready = "LOGGED_MODEL_READY";
    public const string Failed = "LOGGED_MODEL_UPLOAD_FAILED";

    private const string Path = "mlflow/logged-models";
    private const string OfModel = Path + "/{model_id}";

    public static void Map(MlflowRoutes routes)
    {
        routes.Post(Path, CreateAsync, Role.Deployer, AuditActs.LoggedModelCreated);
        routes.Post(Path + "/search", SearchAsync, Role.Viewer);
        routes.Get(OfModel, GetAsync);
        routes.Patch(OfModel, FinalizeAsync, Role.Deployer, AuditActs.LoggedModelChanged);
        routes.Delete(OfModel, DeleteAsync, Role.Deployer, AuditActs.LoggedModelDeleted);
        routes.Patch(OfModel + "/tags", SetTagsAsync, Role.Deployer, AuditActs.LoggedModelChanged);
        routes.Delete(OfModel + "/tags/{tag_key}", DeleteTagAsync, Role.Deployer, AuditActs.LoggedModelChanged);
        routes.Post(OfModel + "/params", LogParametersAsync, Role.Deployer, AuditActs.LoggedModelChanged);
        LoggedModelFilesApi.Map(routes, OfModel);
    }

    /// <summary>The model of the path.</summary>
    /// <exception cref="SakerException">There is none.</exception>
    public static async Task<LoggedModel> RequireAsync(HttpContext context)
    {
        var id = IdOf(context);
        return await Store(context).FindAsync(id, context.RequestAborted) ?? throw new SakerException(ErrorKind.NotFound, $"Logged model with ID '{id}' not found.", "model_id");
    }

    private static async Task CreateAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var fields = request.Fields;
        var model = await Store(context).CreateAsync(
            new LoggedModelCreation
            {
                Experiment = new ExperimentId(fields.Required("experiment_id")),
                Name = NullIfEmpty(fields.Text("name")),
                ModelType = NullIfEmpty(fields.Text("model_type")),
                SourceRun = NullIfEmpty(fields.Text("source_run_id")) is { } run ? new RunId(run) : null,
                Parameters = Entries(fields, "params"),
                Tags = Entries(fields, "tags"),
            },
            context.RequestAborted);
        context.SetAuditTarget(model.Id.Value);
        await SendAsync(context, model);
    }

    private static async Task GetAsync(HttpContext context) => await SendAsync(context, await RequireAsync(context));

    private static async Task FinalizeAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var status = request.Fields.Required("status") switch
        {
            Ready or "2" => LoggedModelStatus.Ready,
            Failed or "3" => LoggedModelStatus.Failed,
            var other => throw request.Fields.Invalid("status", MlflowFields.Quote(other), $"it must be {Ready} or {Failed}"),
        };
        await SendAsync(context, await Store(context).FinalizeAsync(AuditedId(context, status.ToString().ToLowerInvariant()), status, context.RequestAborted));
    }

    private static async Task DeleteAsync(HttpContext context)
    {
        await Store(context).DeleteAsync(AuditedId(context, "deleted"), context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static async Task SetTagsAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var tags = Entries(request.Fields, "tags");
        await SendAsync(context, await Store(context).SetTagsAsync(AuditedId(context, $"tags {string.Join(", ", tags.Keys)}"), tags, context.RequestAborted));
    }

    private static async Task DeleteTagAsync(HttpContext context)
    {
        // The server leaves an escaped slash in the path as it is.
        var key = ((string)context.Request.RouteValues["tag_key"]!).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        await Store(context).DeleteTagAsync(AuditedId(context, $"tag {key} was removed"), key, context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static async Task LogParametersAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var parameters = Entries(request.Fields, "params");
        await Store(context).LogParametersAsync(AuditedId(context, $"parameters {string.Join(", ", parameters.Keys)}"), parameters, context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static async Task SearchAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var fields = request.Fields;
        var experiments = fields.Texts("experiment_ids");
        if (experiments.Count == 0)
            throw fields.Missing("experiment_ids");
        var page = await Store(context).SearchAsync(
            new LoggedModelSearch
            {
                Experiments = [.. experiments.Select(id => new ExperimentId(id))],
                Filter = fields.Text("filter"),
                Datasets = [.. fields.Objects("datasets").Select(dataset => new DatasetScope(dataset.Required("dataset_name"), NullIfEmpty(dataset.Text("dataset_digest"))))],
                OrderBy = [.. fields.Objects("order_by").Select(Order)],
                MaxCount = SearchFields.Count(fields, LoggedModelSearch.MaxMaxCount, LoggedModelSearch.MaxMaxCount),
                PageToken = fields.Text("page_token"),
            },
            context.RequestAborted);
        await MlflowAnswers.SendAsync(context, writer =>
        {
            TrackingFields.WriteList(writer, "models", page.Items, static (json, model) => LoggedModelJson.Write(json, model, isItem: true));
            SearchFields.WriteToken(writer, page.NextPageToken);
        });
    }

    private static LoggedModelOrder Order(MlflowFields order)
    {
        var isAscending = order.Flag("ascending", otherwise: true);
        var dataset = NullIfEmpty(order.Text("dataset_name"));
        var digest = NullIfEmpty(order.Text("dataset_digest"));
        if (dataset is null && digest is not null)
            throw order.Missing("dataset_name");
        return new LoggedModelOrder(order.Required("field_name"), !isAscending, dataset is null ? null : new DatasetScope(dataset, digest));
    }

    private static Dictionary<string, string> Entries(MlflowFields fields, string name)
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in fields.Objects(name))
        {
            if (!entries.TryAdd(entry.Required("key"), entry.Text("value") ?? ""))
                throw entry.Invalid("key", MlflowFields.Quote(entry.Required("key")), "it is there twice");
        }
        return entries;
    }

    private static LoggedModelId IdOf(HttpContext context) => new((string)context.Request.RouteValues["model_id"]!);

    /// <summary>The model of the path, which the request changes in the way that the audit then tells.</summary>
    private static LoggedModelId AuditedId(HttpContext context, string change)
    {
        var id = IdOf(context);
        context.SetAuditTarget(id.Value);
        context.SetAuditDetail(change);
        return id;
    }

    private static ILoggedModelStore Store(HttpContext context) => context.RequestServices.GetRequiredService<ILoggedModelStore>();

    private static Task SendAsync(HttpContext context, LoggedModel model) => MlflowAnswers.SendAsync(context, writer => LoggedModelJson.Write(writer, model, isItem: false));

    private static string? NullIfEmpty(string? text) => text is { Length: > 0 } ? text : null;
}
