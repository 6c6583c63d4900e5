using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Saker.Data;
using Saker.Server.Http.Rows;

namespace Saker.Server.Http;

/// <summary>Reads a body that is one record.</summary>
internal static class RequestJson
{
    /// <summary>As <see cref="ReadAsync"/>; a request without a body is as one with an empty record.</summary>
    /// <exception cref="SakerException">The body is no such record.</exception>
    public static Task<T> ReadOptionalAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class, new() =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false } ? Task.FromResult(new T()) : ReadAsync(context, type);

    /// <exception cref="SakerException">The body is no such record.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        using var body = await RequestBody.ReadRecordAsync(context);
        try
        {
            return JsonSerializer.Deserialize(body.Bytes, type) ?? throw new SakerException(ErrorKind.InvalidInput, "The body must be a JSON object.", "body");
        }
        catch (JsonException exception)
        {
            throw JsonBody.Malformed(exception, body.Bytes);
        }
    }
}
