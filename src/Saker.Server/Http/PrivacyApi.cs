using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Data.Privacy.Detectors;
using Saker.Platform.Identity;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>Personal and secret data in texts. What is sent is neither stored nor logged.</summary>
internal static class PrivacyApi
{
    private const int MaxTextLength = 1 << 20;

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/privacy/scan", ScanAsync)
        .Needs(Role.User)
        .WithTags("Privacy").WithName("scanText").WithSummary("Where a text seems to hold personal data or secrets.")
        .Accepts<ScanRequest>("application/json")
        .WithMetadata(new OperationExample("""{"text":"write to ann@example.com","types":["email"]}"""))
        .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status415UnsupportedMediaType);

    private static async Task<Ok<ScanResponse>> ScanAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var request = await RequestJson.ReadAsync(context, SakerJson.Default.ScanRequest);
        if (request.Text is null)
            throw new SakerException(ErrorKind.InvalidInput, "text is missing; give the text to scan.", "text");
        if (request.Text.Length > MaxTextLength)
            throw new SakerException(ErrorKind.InvalidInput, $"The text has {request.Text.Length} characters and may have {MaxTextLength}; send it in parts, or scan a file with 'saker data scan'.", "text");
        cancellationToken.ThrowIfCancellationRequested();
        var scanner = new TextScanner(new ScanOptions { Types = request.Types, MinConfidence = request.MinConfidence ?? new ScanOptions().MinConfidence });
        return TypedResults.Ok(new ScanResponse([.. scanner.Scan(request.Text).Select(span => new ScannedSpan(span.Type, span.Start, span.End, span.Confidence))]));
    }
}
