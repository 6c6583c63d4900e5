using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Data;
using Saker.Platform.Experiments;

namespace Saker.Dashboard.Artifacts;

/// <summary>What runs left behind: looked through, and shown.</summary>
internal static class ArtifactRoutes
{
    // Whatever somebody stored is shown without rights: no scripts, no forms, no requests, an origin of its own.
    private const string Sandbox = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'self'";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/runs/{id}/files", FilesAsync).ExcludeFromDescription();
        routes.MapGet("/runs/{id}/file", FileAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> FilesAsync(string id, string? path, string? after, IExperimentStore experiments, RunFiles files, CancellationToken cancellationToken)
    {
        var run = await FindAsync(id, experiments, cancellationToken);
        var preview = string.IsNullOrEmpty(path) ? null : await files.FindAsync(run, path, cancellationToken);
        if (preview is null && !string.IsNullOrEmpty(path) && !await files.HasFolderAsync(run, path, cancellationToken))
            throw Pages.Missing("file", path, Links.RunFiles(run.Id.Value));
        var tree = await files.TreeAsync(run, path, string.IsNullOrEmpty(after) ? null : after, cancellationToken);
        return Pages.Show<RunFilesPage>((nameof(RunFilesPage.Run), run), (nameof(RunFilesPage.Tree), tree), (nameof(RunFilesPage.Path), path), (nameof(RunFilesPage.Preview), preview));
    }

    private static async Task<IResult> FileAsync(string id, string path, HttpContext context, IExperimentStore experiments, RunFiles files, CancellationToken cancellationToken)
    {
        var type = FileKinds.Of(path) switch
        {
            FileKind.Picture => FileKinds.PictureType(path)!,
            FileKind.Report => "text/html; charset=utf-8",
            _ => throw new SakerException(ErrorKind.InvalidInput, $"'{path}' is neither a picture nor a report; download it from /get-artifact.", "path"),
        };
        var run = await FindAsync(id, experiments, cancellationToken);
        var content = await files.OpenAsync(run, path, cancellationToken);
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Sandbox;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "SAMEORIGIN";
        headers.CacheControl = "private, no-cache";
        return Results.Stream(content, type);
    }

    private static async Task<Run> FindAsync(string id, IExperimentStore experiments, CancellationToken cancellationToken) =>
        await experiments.FindRunByPrefixAsync(id, cancellationToken) ?? throw Pages.Missing("run", id, "/runs");
}
