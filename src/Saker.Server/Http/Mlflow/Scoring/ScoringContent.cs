using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Saker.Server.Http.Mlflow.Scoring;

/// <summary>Which content types scoring takes: JSON and CSV in UTF-8, with no parameter but the charset.</summary>
internal static class ScoringContent
{
    /// <summary>What would be right.</summary>
    public const string Expected = "The body must be application/json or text/csv, in UTF-8.";

    /// <exception cref="BadHttpRequestException">Another type, charset or parameter (415).</exception>
    public static ScoringFormat FormatOf(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type))
            throw Unsupported($"Content-Type '{contentType}' is none; send application/json or text/csv.");
        if (type.Charset.HasValue && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            throw Unsupported($"The body must be in UTF-8, not in {type.Charset}.");
        if (type.Parameters.FirstOrDefault(parameter => !parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase)) is { } unknown)
            throw Unsupported($"Content-Type parameter '{unknown.Name}' is not known; only charset is.");
        return type.MediaType.Value!.ToLowerInvariant() switch
        {
            "application/json" => ScoringFormat.Json,
            "text/csv" => ScoringFormat.Csv,
            _ => throw Unsupported($"Content-Type '{type.MediaType}' is not taken; send application/json or text/csv."),
        };
    }

    private static BadHttpRequestException Unsupported(string message) => new(message, StatusCodes.Status415UnsupportedMediaType);
}
