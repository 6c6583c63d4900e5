using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Artifacts;
using Saker.Platform.Experiments.LoggedModels;
using Saker.Server.Http.Mlflow.Search;
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
        using var request = await MlflowRequest.ReadAsync(context);
        var model = await LoggedModelsApi.RequireAsync(context);
        var root = RootOf(model);
        var folder = request.Fields.Text("artifact_directory_path") is { Length: > 0 } path ? $"{root}/{path.Trim('/')}" : root;
        var entries = await context.RequestServices.GetRequiredService<IArtifactStore>().ListAsync(folder, context.RequestAborted);
        await MlflowAnswers.SendAsync(context, writer =>
        {
            writer.WriteString("root_uri", model.ArtifactUri);
            SearchFields.Write(writer, "files", entries, (json, entry) =>
            {
                json.WriteStartObject();
                json.WriteString("path", entry.Path[(root.Length + 1)..]);
                json.WriteBoolean("is_dir", entry.IsFolder);
                if (entry.ByteCount is { } size)
                    json.WriteNumber("file_size", size);
                json.WriteEndObject();
            });
        });
    }

    private static async Task GetAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var path = request.Fields.Required("artifact_file_path");
        var model = await LoggedModelsApi.RequireAsync(context);
        await using var content = await context.RequestServices.GetRequiredService<IArtifactStore>().OpenAsync($"{RootOf(model)}/{path}", context.RequestAborted);
        // What a client uploaded is never shown as a page of ours.
        context.Response.ContentType = "application/octet-stream";
        context.Response.Headers.ContentDisposition = "attachment";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.ContentLength = content.Length;
        await content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static string RootOf(LoggedModel model) => ArtifactPaths.FromUri(model.ArtifactUri)
        ?? throw new SakerException(ErrorKind.Conflict, $"The files of logged model '{model.Id}' are at {model.ArtifactUri}, not on this server.", "model_id");
}
