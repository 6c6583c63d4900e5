using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Server.Http.Access;
using Saker.Server.Http.Mlflow.Wire;

namespace Saker.Server.Http.Mlflow.Registry;

/// <summary>MLflow's routes of registered models.</summary>
internal static class RegisteredModelsApi
{
    private const string Root = "mlflow/registered-models/";

    public static void Map(MlflowRoutes routes)
    {
        routes.Post(Root + "create", CreateAsync, Role.Deployer, AuditActs.ModelChanged);
        routes.Post(Root + "rename", RenameAsync, Role.Deployer, AuditActs.ModelChanged);
        routes.Patch(Root + "update", UpdateAsync, Role.Deployer, AuditActs.ModelChanged);
        routes.Delete(Root + "delete", DeleteAsync, Role.Deployer, AuditActs.ModelDeleted);
        routes.Get(Root + "get", GetAsync);
        routes.Get(Root + "search", SearchAsync);
        routes.Get(Root + "get-latest-versions", GetLatestAsync);
        routes.Post(Root + "get-latest-versions", GetLatestAsync, Role.Viewer);
        routes.Post(Root + "set-tag", SetTagAsync, Role.Deployer, AuditActs.ModelChanged);
        routes.Delete(Root + "delete-tag", DeleteTagAsync, Role.Deployer, AuditActs.ModelChanged);
        routes.Post(Root + "alias", SetAliasAsync, Role.Deployer, AuditActs.AliasMoved);
        routes.Delete(Root + "alias", DeleteAliasAsync, Role.Deployer, AuditActs.AliasMoved);
        routes.Get(Root + "alias", GetByAliasAsync);
    }

    private static async Task CreateAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var fields = request.Fields;
        var model = new NewModel { Name = fields.Required("name"), Description = fields.Text("description"), Tags = fields.Tags() };
        context.SetAuditTarget(model.Name);
        await SendAsync(context, await Registry(context).CreateAsync(model, context.RequestAborted));
    }

    private static async Task RenameAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var (name, newName) = (request.Fields.Required("name"), request.Fields.Required("new_name"));
        context.SetAuditTarget($"{name} to {newName}");
        await SendAsync(context, await Registry(context).RenameAsync(name, newName, context.RequestAborted));
    }

    private static async Task UpdateAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        await SendAsync(context, await Registry(context).DescribeAsync(Named(context, request), request.Fields.Text("description"), context.RequestAborted));
    }

    private static async Task DeleteAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        await Registry(context).DeleteAsync(Named(context, request), context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static async Task GetAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        await SendAsync(context, await FindAsync(context, request.Fields.Required("name")));
    }

    private static async Task SearchAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var page = await context.RequestServices.GetRequiredService<IRegistrySearch>().SearchModelsAsync(request.Fields.Query(defaultCount: 100, maxCount: 1_000), context.RequestAborted);
        await MlflowAnswers.SendAsync(context, writer =>
        {
            if (page.Items.Count > 0)
            {
                writer.WriteStartArray("registered_models");
                foreach (var model in page.Items)
                {
                    writer.WriteStartObject();
                    RegistryJson.WriteModel(writer, model);
                    writer.WriteEndObject();
                }
                writer.WriteEndArray();
            }
            if (page.NextPageToken is { } next)
                writer.WriteString("next_page_token", next);
        });
    }

    private static async Task GetLatestAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        List<ModelStage> stages = [.. request.Fields.Texts("stages").Select(RegistryFields.Stage)];
        var model = await FindAsync(context, request.Fields.Required("name"));
        await MlflowAnswers.SendAsync(context, writer => RegistryJson.WriteVersions(writer, "model_versions", RegistryJson.Latest(model, stages)));
    }

    private static async Task SetTagAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        await Registry(context).SetTagAsync(Named(context, request), request.Fields.Required("key"), request.Fields.Text("value") ?? "", context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static async Task DeleteTagAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        await Registry(context).DeleteTagAsync(Named(context, request), request.Fields.Required("key"), context.RequestAborted);
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static async Task SetAliasAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        await MoveAsync(context, request.Fields.Required("name"), request.Fields.Required("alias"), request.Fields.Version());
    }

    private static async Task DeleteAliasAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        await MoveAsync(context, request.Fields.Required("name"), request.Fields.Required("alias"), null);
    }

    private static async Task GetByAliasAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var alias = request.Fields.Required("alias");
        var model = await FindAsync(context, request.Fields.Required("name"));
        if (!model.Aliases.TryGetValue(alias, out var number) || model.Versions.FirstOrDefault(version => version.Version == number) is not { } found)
            throw new SakerException(ErrorKind.InvalidInput, $"Registered model alias {alias} not found.", "alias");
        await MlflowAnswers.SendAsync(context, writer =>
        {
            writer.WriteStartObject("model_version");
            RegistryJson.WriteVersion(writer, found);
            writer.WriteEndObject();
        });
    }

    private static async Task MoveAsync(HttpContext context, string model, string alias, int? version)
    {
        context.SetAuditTarget(version is null ? $"{model}@{alias} to nothing" : $"{model}@{alias} to {model}/{version.Value.ToString(CultureInfo.InvariantCulture)}");
        var outcome = await Registry(context).MoveAliasAsync(new AliasChange { Model = model, Alias = alias, Version = version, Override = OverrideHeader.Find(context.Request), Retry = RetryHeader.Find(context.Request), By = context.Actor() }, context.RequestAborted);
        if (outcome.Override is { } reason)
            context.SetAuditDetail(AuditDetails.Overridden(reason));
        outcome.RequireDone();
        await MlflowAnswers.SendEmptyAsync(context);
    }

    private static string Named(HttpContext context, MlflowRequest request)
    {
        var name = request.Fields.Required("name");
        context.SetAuditTarget(name);
        return name;
    }

    private static async Task<RegisteredModel> FindAsync(HttpContext context, string name) => await Registry(context).FindAsync(name, context.RequestAborted)
        ?? throw new SakerException(ErrorKind.NotFound, $"Registered Model with name={name} not found", "name");

    private static Task SendAsync(HttpContext context, RegisteredModel model) => MlflowAnswers.SendAsync(context, writer =>
    {
        writer.WriteStartObject("registered_model");
        RegistryJson.WriteModel(writer, model);
        writer.WriteEndObject();
    });

    private static IRegistryStore Registry(HttpContext context) => context.RequestServices.GetRequiredService<IRegistryStore>();
}
