using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Saker.Data;
using Saker.Server.Http.Rows;

namespace Saker.Server.Http.Mlflow.Wire;

/// <summary>What a caller sent: a JSON object, or for GET the query. Dispose it when the request was answered.</summary>
internal sealed class MlflowRequest : IDisposable
{
    private readonly JsonDocument? _document;

    private MlflowRequest(MlflowFields fields, JsonDocument? document = null, int byteCount = 0)
    {
        Fields = fields;
        _document = document;
        ByteCount = byteCount;
    }

    /// <summary>The fields at the top.</summary>
    public MlflowFields Fields { get; }

    /// <summary>The size of the body, unpacked.</summary>
    public int ByteCount { get; }

    /// <exception cref="SakerException">The body is no JSON object.</exception>
    public static async Task<MlflowRequest> ReadAsync(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method))
            return new MlflowRequest(new MlflowFields(context.Request.Query));
        using var body = await RequestBody.ReadTextAsync(context);
        // Old clients send a DELETE's fields as a query.
        return body.Bytes.IsEmpty ? new MlflowRequest(new MlflowFields(context.Request.Query)) : Parse(body.Memory);
    }

    public void Dispose() => _document?.Dispose();

    private static MlflowRequest Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            // The document outlives the body's buffer.
            var document = JsonDocument.Parse(MlflowJson.QuoteBareNumbers(body.ToArray()));
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return new MlflowRequest(new MlflowFields(document.RootElement, ""), document, body.Length);
            document.Dispose();
            throw new SakerException(ErrorKind.InvalidInput, "The body must be a JSON object.", "body");
        }
        catch (JsonException exception)
        {
            throw JsonBody.Malformed(exception, body.Span);
        }
    }
}
