using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Learning.Drift;
using Saker.Platform.Datasets;
using Saker.Platform.Identity;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>Whether one stored dataset has drifted from another. Nothing is kept of it.</summary>
internal static class DriftApi
{
    private const string Json = "application/json; charset=utf-8";
    private const string Example = """{"reference":"churn/1","current":"churn/2"}""";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/drift", CompareAsync).WithTags("Datasets").WithName("compareForDrift")
        .WithSummary("Compares two stored datasets, column by column and all together: what moved, whether that is drift, and both distributions. Nothing is kept.")
        .Needs(Role.User)
        .Accepts<DriftRequest>("application/json").WithMetadata(new OperationExample(Example))
        .Produces<string>(StatusCodes.Status200OK, "application/json")
        .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests, StatusCodes.Status504GatewayTimeout);

    private static async Task<ContentHttpResult> CompareAsync(HttpContext context, JudgingDesk desk, CancellationToken cancellationToken)
    {
        var request = await RequestJson.ReadAsync(context, SakerJson.Default.DriftRequest);
        Problem[] missing = [.. new (string Key, string? Value)[] { ("reference", request.Reference), ("current", request.Current) }.Where(pair => string.IsNullOrEmpty(pair.Value)).Select(pair => new Problem(pair.Key, "this is missing and has no default; name a dataset such as churn/1."))];
        if (missing.Length > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The comparison needs more:", missing);
        var options = Read(request);
        var reference = await desk.FindAsync(DatasetReference.Parse(request.Reference!), cancellationToken);
        var current = await desk.FindAsync(DatasetReference.Parse(request.Current!), cancellationToken);
        var report = await desk.JudgeAsync(async token => DriftComparer.Compare(await desk.ReadAsync(reference, token), await desk.ReadAsync(current, token), options, token), cancellationToken);
        return TypedResults.Text(report.ToJson(), Json);
    }

    private static DriftOptions Read(DriftRequest request)
    {
        var defaults = new DriftOptions();
        return new DriftOptions
        {
            Alpha = request.Alpha ?? defaults.Alpha,
            MinEffect = request.MinEffect ?? defaults.MinEffect,
            Columns = request.Columns,
            Ignored = request.Ignore ?? [],
            NumberMeasure = DriftNames.Parse<DriftMeasure>(request.Measure, "measure"),
            CategoryMeasure = DriftNames.Parse<DriftMeasure>(request.CategoryMeasure, "categoryMeasure"),
            Joint = DriftNames.Parse<JointMethod>(request.Together, "together") ?? defaults.Joint,
        };
    }
}
