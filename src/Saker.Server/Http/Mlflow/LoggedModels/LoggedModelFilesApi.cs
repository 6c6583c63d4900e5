using Microsoft.AspNetCore.Http;
using Saker.Server.Http.Mlflow.Artifacts;
using Saker.Server.Http.Mlflow.Wire;

namespace Saker.Server.Http.Mlflow.LoggedModels;

/// <summary>MLflow's routes for the files of logged models.</summary>
internal static class LoggedModelFilesApi
{
    public static void Map(MlflowRoutes routes, string ofModel)
    {
        routes.Get(ofModel + "/artifacts/directories", ListAsync);
        routes.Get(ofModel + "/artifacts/files", GetAsync);
    }

    private static async Task ListAsync(HttpContext context)
    {
        var fields = new MlflowFields(context.Request.Query);
        var model = await LoggedModelsApi.RequireAsync(context);
        await RunArtifactsApi.SendListAsync(context, model.ArtifactUri, fields.Text("artifact_directory_path")?.TrimEnd('/') ?? "", fields);
    }

    private static async Task GetAsync(HttpContext context)
    {
        var path = new MlflowFields(context.Request.Query).Required("artifact_file_path");
        var model = await LoggedModelsApi.RequireAsync(context);
        await RunArtifactsApi.SendFileAsync(context, model.ArtifactUri, path);
    }
}
