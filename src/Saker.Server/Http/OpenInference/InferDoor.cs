using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;
using Saker.Data;
using Saker.Platform.Serving;
using Saker.Server.Hosting;
using Saker.Server.Http.Access;
using Saker.Server.Http.Splits;

namespace Saker.Server.Http.OpenInference;

/// <summary>Infer over HTTP. Hot path: what a request does not need is not done.</summary>
internal sealed class InferDoor(ModelHost host, ServerOptions options)
{
    private readonly InferExchange _exchange = new(host, new InferLimits(options.MaxRows, options.MaxErrors));

    public async Task AnswerAsync(HttpContext context)
    {
        var route = context.Request.RouteValues;
        var sent = context.Request.Headers[InferHeaders.JsonLength];
        long? jsonLength = sent.Count == 0 ? null : Length(sent);
        // Some clients send no content type at all.
        using var body = await (jsonLength is not null || context.Request.ContentType is null ? RequestBody.ReadAsync(context) : RequestBody.ReadJsonAsync(context));
        using var answer = AnswerBuffer.Rent();
        var length = await _exchange.AnswerAsync((string)route["model"]!, (string?)route["version"], body.Memory, jsonLength, context.TraceIdentifier, answer, context.Grant(), new HttpCaller(context), context.RequestAborted);
        if (length >= 0)
            context.Response.Headers[InferHeaders.JsonLength] = length.ToString(CultureInfo.InvariantCulture);
        await Answers.SendAsync(context, length >= 0 ? InferHeaders.Binary : InferHeaders.Json, answer.Written);
    }

    private static long Length(StringValues sent) => sent is [{ } text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
        ? length
        : throw new SakerException(ErrorKind.InvalidInput, $"{InferHeaders.JsonLength} is '{sent}'; give the number of bytes of JSON that the body begins with.", InferHeaders.JsonLength);
}
