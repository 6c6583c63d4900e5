using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Saker.Client;
using Saker.Data;
using Saker.Data.Checks;
using Saker.Platform.Datasets;
using Saker.Platform.Identity;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>Stored versions, checked against a suite that is sent. Nothing is kept of it.</summary>
internal static class DatasetChecksApi
{
    private const int DefaultViolations = 100;
    private const string Json = "application/json";
    private const string Yaml = "application/yaml";

    public static void Map(RouteGroupBuilder group) => group.MapPost("/{name}/{version:int}/checks", CheckAsync)
        .Needs(Role.User).WithName("checkDataset")
        .WithSummary("Checks a version against a suite, which is the body; the violations of rows of all checks come in pages: max of them from offset. Checks may name other datasets, and no files.")
        .Accepts<object>(Json, Yaml)
        .WithMetadata(new OperationExample("""{"checks":[{"check":"not_null","column":"plan"},{"check":"foreign_key","column":"plan","dataset":"plans"}]}"""))
        .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType);

    private static async Task<Ok<CheckReportInfo>> CheckAsync(
        string name, int version, long? offset, int? max, HttpContext context, IDatasetStore datasets, DatasetChecker checker, DatasetOptions options, CancellationToken cancellationToken)
    {
        var (start, count) = (offset ?? 0, max ?? Math.Min(DefaultViolations, options.MaxPageRows));
        var suite = await ReadAsync(context);
        var found = await DatasetsApi.FindAsync(name, version, datasets, cancellationToken);
        var page = await checker.RunPageAsync(found, suite, start, count, cancellationToken);
        return TypedResults.Ok(page.Report.ToInfo(page.Violations, page.ViolationCount, page.NextOffset));
    }

    private static async Task<CheckSuite> ReadAsync(HttpContext context)
    {
        var isYaml = MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) && type.MediaType.Equals(Yaml, StringComparison.OrdinalIgnoreCase);
        // JSON is YAML too.
        using var body = isYaml ? await RequestBody.ReadAsync(context) : await RequestBody.ReadJsonAsync(context);
        return CheckSuiteFile.Parse(Encoding.UTF8.GetString(body.Bytes), folder: null);
    }
}
