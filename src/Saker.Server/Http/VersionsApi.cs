using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Lifecycle;
using Saker.Server.Hosting;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>Versions of registered models: their states in memory, loading, unloading, and importing new ones.</summary>
internal static class VersionsApi
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/{name}/versions", ListAsync).WithName("listVersions").WithSummary("Every version of a model and where it stands in memory.").Fails(StatusCodes.Status404NotFound);
        group.MapPost("/{name}/versions", ImportAsync).Needs(Role.Deployer).Audited(AuditActs.ModelImported).WithName("importModel").WithSummary("Registers an ONNX file as the next version.")
            .WithDescription("The file as the body (application/octet-stream; aliases as alias=... and a semantic version as semantic=1.2.0 in the query), or a form with the file 'model' and the fields 'alias', 'semantic' and 'example'.")
            .Accepts<byte[]>("application/octet-stream", "multipart/form-data")
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType);
        group.MapPost("/{name}/versions/{version}/load", LoadAsync).Needs(Role.Deployer).Audited(AuditActs.ModelLoaded).WithName("loadVersion").WithSummary("Loads a version into memory.")
            .Produces<VersionStateInfo>().Fails(StatusCodes.Status404NotFound, StatusCodes.Status503ServiceUnavailable);
        group.MapPost("/{name}/versions/{version}/unload", UnloadAsync).Needs(Role.Deployer).Audited(AuditActs.ModelUnloaded).WithName("unloadVersion").WithSummary("Unloads a version; it is refused until it is loaded or deployed again.")
            .Produces<VersionStateInfo>().Fails(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<VersionStateList>> ListAsync(string name, ModelHost host, CancellationToken cancellationToken) =>
        TypedResults.Ok(new VersionStateList([.. (await host.ListVersionsAsync(name, cancellationToken)).Select(Wire.ToInfo)]));

    private static async Task<IResult> LoadAsync(string name, string version, HttpContext context, ModelHost host, CancellationToken cancellationToken)
    {
        var form = await PageForm.FindAsync(context, cancellationToken);
        return Answer(context, form, await host.LoadAsync(name, version, cancellationToken));
    }

    private static async Task<IResult> UnloadAsync(string name, string version, HttpContext context, ModelHost host, CancellationToken cancellationToken)
    {
        var form = await PageForm.FindAsync(context, cancellationToken);
        return Answer(context, form, (await host.UnloadAsync(name, version, cancellationToken))[0]);
    }

    // A button stands on the page of an endpoint, or on that of the version.
    private static IResult Answer(HttpContext context, IFormCollection? form, VersionStatus status) => form is null
        ? TypedResults.Ok(status.ToInfo())
        : PageForm.BackTo(context, form.Text("endpoint") is { } endpoint ? $"/endpoints/{Uri.EscapeDataString(endpoint)}" : $"/models/{Uri.EscapeDataString(status.Model)}/{status.Version}");

    private static async Task<Created<ModelVersionInfo>> ImportAsync(
        string name, HttpContext context, ModelImport import, ServingOptions serving, ILogger<SakerServer> logger, CancellationToken cancellationToken)
    {
        // Models may be larger than requests for predictions; still nothing beyond the limit is read.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = serving.MaxImportBytes;
        var request = context.Request.HasFormContentType ? await ReadFormAsync(name, context, serving) : await ReadBytesAsync(name, context, serving);
        var version = await import.ImportAsync(request with { By = context.Actor(), Override = OverrideHeader.Find(context.Request) }, cancellationToken);
        if (OverrideHeader.Find(context.Request) is { } reason)
            context.SetAuditDetail(version.Reference, AuditDetails.Overridden(reason));
        logger.Imported(version.Model, version.Version, request.Graph.LongLength);
        return TypedResults.Created($"/api/models/{Uri.EscapeDataString(version.Model)}", version.ToInfo());
    }

    private static async Task<ModelImportRequest> ReadBytesAsync(string name, HttpContext context, ServingOptions serving)
    {
        if (context.Request.ContentType is { } type && !type.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase))
            throw new BadHttpRequestException("The body must be the ONNX file itself, as application/octet-stream, or a form with the file 'model'.", StatusCodes.Status415UnsupportedMediaType);
        using var body = await RequestBody.ReadAsync(context);
        return new ModelImportRequest { Model = name, Graph = body.Bytes.ToArray(), Aliases = Aliases(context.Request.Query["alias"]), Semantic = Semantic(context.Request.Query["semantic"].FirstOrDefault()) };
    }

    private static async Task<ModelImportRequest> ReadFormAsync(string name, HttpContext context, ServingOptions serving)
    {
        IFormCollection form;
        try
        {
            form = await context.Request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = serving.MaxImportBytes }, context.RequestAborted);
        }
        catch (InvalidDataException exception)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"The form cannot be read: {exception.Message}", "model", exception);
        }
        var file = form.Files.GetFile("model") ?? throw new SakerException(ErrorKind.InvalidInput, "The form has no file 'model'.", "model");
        var graph = new byte[file.Length];
        await using (var stream = file.OpenReadStream())
            await stream.ReadExactlyAsync(graph, context.RequestAborted);
        var example = form.Files.GetFile("example") is { } rows ? await ReadTextAsync(rows, context.RequestAborted) : form["example"].FirstOrDefault();
        return new ModelImportRequest { Model = name, Graph = graph, Aliases = Aliases(form["alias"]), Example = example, Semantic = Semantic(form["semantic"].FirstOrDefault()) };
    }

    private static SemanticVersion? Semantic(string? given) => string.IsNullOrEmpty(given)
        ? null
        : SemanticVersion.Find(given) ?? throw new SakerException(ErrorKind.InvalidInput, $"'{given}' is no semantic version; write it as 1.2.0.", "semantic");

    private static async Task<string> ReadTextAsync(IFormFile file, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(file.OpenReadStream());
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private static IReadOnlyList<string> Aliases(IEnumerable<string?> given) => [.. given.OfType<string>().Where(alias => alias.Length > 0)];
}
