using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>What is known of single versions: where they came from, their cards, descriptions and tags.</summary>
internal static class VersionFactsApi
{
    private const string CardPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/{name}/versions/{version}", GetAsync).WithName("getVersion").WithSummary("One version, by its number, its semantic version, or such as 1.2 for the newest of it.").Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        group.MapGet("/{name}/versions/{version}/lineage", LineageAsync).WithName("getLineage").WithSummary("The run, data, code and parent that a version came from.").Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        group.MapGet("/{name}/versions/{version}/card", CardAsync).WithName("getCard").WithSummary("The model card, as Markdown, or with format=html as a page with its pictures.")
            .Produces<string>(StatusCodes.Status200OK, "text/markdown", "text/html").Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        group.MapPatch("/{name}/versions/{version}", ChangeAsync).WithName("changeVersion").WithSummary("Changes a version's description or tags.")
            .Needs(Role.Deployer).Audited(AuditActs.VersionChanged)
            .Accepts<ModelChanges>("application/json")
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status415UnsupportedMediaType);
        group.MapDelete("/{name}/versions/{version}", DeleteAsync).WithName("deleteVersion").WithSummary("Takes a version away, unless an endpoint serves it; its number is not given again.")
            .Needs(Role.Deployer).Audited(AuditActs.VersionDeleted)
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static async Task<Ok<ModelVersionInfo>> GetAsync(string name, string version, IRegistryStore registry, CancellationToken cancellationToken) =>
        TypedResults.Ok((await registry.ResolveAsync($"{name}/{version}", cancellationToken)).ToInfo());

    private static async Task<Ok<LineageInfo>> LineageAsync(string name, string version, IRegistryStore registry, ModelLineage lineage, CancellationToken cancellationToken) =>
        TypedResults.Ok((await lineage.GetAsync(await registry.ResolveAsync($"{name}/{version}", cancellationToken), cancellationToken)).ToInfo());

    private static async Task<ContentHttpResult> CardAsync(string name, string version, string? format, HttpContext context, IRegistryStore registry, VersionCards cards, CancellationToken cancellationToken)
    {
        if (format is not (null or "markdown" or "html"))
            throw new SakerException(ErrorKind.InvalidInput, $"'{format}' is no format of a card; use markdown or html.", "format");
        var found = await registry.ResolveAsync($"{name}/{version}", cancellationToken);
        if (format is not "html")
            return TypedResults.Text(await cards.WriteAsync(found, cancellationToken), "text/markdown; charset=utf-8");
        // The page stands alone: its style and its pictures lie in it, and nothing in it runs.
        context.Response.Headers.ContentSecurityPolicy = CardPolicy;
        return TypedResults.Text(await cards.WriteHtmlAsync(found, cancellationToken), "text/html; charset=utf-8");
    }

    private static async Task<Ok<ModelVersionInfo>> ChangeAsync(string name, string version, HttpContext context, IRegistryStore registry, CancellationToken cancellationToken)
    {
        var changes = await RequestJson.ReadAsync(context, SakerJson.Default.ModelChanges);
        if (changes.Name is not null)
            throw new SakerException(ErrorKind.InvalidInput, "A version has no name of its own; PATCH /api/models/NAME renames its model.", "name");
        var number = Number(version);
        if (changes.Description is { } description)
            await registry.DescribeVersionAsync(name, number, description.Length == 0 ? null : description, cancellationToken);
        foreach (var (key, value) in changes.Tags ?? new Dictionary<string, string?>())
            await (value is null ? registry.DeleteVersionTagAsync(name, number, key, cancellationToken) : registry.SetVersionTagAsync(name, number, key, value, cancellationToken));
        return TypedResults.Ok((await registry.ResolveAsync($"{name}/{number}", cancellationToken)).ToInfo());
    }

    private static async Task<NoContent> DeleteAsync(string name, string version, HttpContext context, IRegistryStore registry, CancellationToken cancellationToken)
    {
        await registry.DeleteVersionAsync(name, Number(version), context.Actor(), cancellationToken);
        return TypedResults.NoContent();
    }

    private static int Number(string version) => int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
        ? number
        : throw new SakerException(ErrorKind.InvalidInput, $"'{version}' is no number of a version; changes need it, such as 3.", "version");
}
