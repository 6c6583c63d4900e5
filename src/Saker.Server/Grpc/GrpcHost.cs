using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Saker.OpenInference.Framing;
using Saker.Server.Hosting;
using Saker.Server.Http;

namespace Saker.Server.Grpc;

/// <summary>
/// What every gRPC call has in common, on HTTP/2 as Kestrel has it: the checks of its headers, its deadline, and the status at its end.
/// Rules: the PROTOCOL-HTTP2 page of gRPC.
/// </summary>
internal sealed class GrpcHost(ServerOptions options, TimeProvider time, ILogger<GrpcHost> logger)
{
    private const string Accepted = "identity,gzip";

    /// <summary>Answers a call with what the handler sends, and a status: that of the exception, if there is one.</summary>
    /// <param name="context">The request.</param>
    /// <param name="isStream">Whether the client may send for as long as it likes.</param>
    /// <param name="answer">Reads the messages and sends those of the answer.</param>
    public async Task RunAsync(HttpContext context, bool isStream, Func<GrpcCall, Task> answer)
    {
        if (!HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            context.Response.Headers.Upgrade = "h2c";
            return;
        }
        if (!GrpcHeaders.IsGrpc(context.Request.ContentType))
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }
        context.Response.ContentType = GrpcHeaders.ContentType;
        using var deadline = new GrpcCallDeadline(context, time);
        try
        {
            var call = Open(context, isStream, deadline);
            await answer(call);
            End(context, GrpcStatus.Ok);
        }
        catch (Exception exception)
        {
            var status = deadline.HasPassed ? new GrpcStatus(GrpcStatusCode.DeadlineExceeded, "The deadline of the call has passed.") : GrpcFailures.Describe(exception, context);
            Log(context, exception, status);
            End(context, status);
        }
    }

    /// <summary>Says how a call ended: after its messages, or, when there were none, instead of them.</summary>
    public static void End(HttpContext context, GrpcStatus status)
    {
        var trailers = status.IsOk || context.Response.HasStarted
            ? context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers ?? context.Response.Headers
            : context.Response.Headers;
        if (trailers.IsReadOnly)
            return;
        trailers[GrpcHeaders.Status] = status.IsOk ? "0" : ((int)status.Code).ToString(CultureInfo.InvariantCulture);
        if (status.Message.Length > 0)
            trailers[GrpcHeaders.Message] = GrpcMessageText.Encode(status.Message);
    }

    private void Log(HttpContext context, Exception exception, GrpcStatus status)
    {
        using var scope = RequestIds.IsHot(context.Request) ? logger.BeginScope(new RequestScope(context.TraceIdentifier, Activity.Current)) : null;
        if (status.Code is GrpcStatusCode.Internal or GrpcStatusCode.Unknown)
            logger.RequestFailed(exception, context.Request.Method, context.Request.Path);
        else
            logger.CallRefused(context.Request.Path, status.Code, status.Message);
    }

    private GrpcCall Open(HttpContext context, bool isStream, GrpcCallDeadline deadline)
    {
        // Messages have their own limit, and a stream of them has no end.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        if (isStream && context.Features.Get<Microsoft.AspNetCore.Server.Kestrel.Core.Features.IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        deadline.Start();
        var isGzip = IsGzip(context);
        // Whoever packs what they send wants to save on the line; others want to save time.
        var answersGzip = isGzip && context.Request.Headers[GrpcHeaders.AcceptEncoding].ToString().Contains(GrpcHeaders.Gzip, StringComparison.Ordinal);
        if (answersGzip)
            context.Response.Headers[GrpcHeaders.Encoding] = GrpcHeaders.Gzip;
        return new GrpcCall(
            context,
            new GrpcReader(context.Request.BodyReader, (int)Math.Min(options.MaxBodyBytes, Array.MaxLength), isGzip),
            new GrpcWriter(context.Response.BodyWriter, answersGzip),
            deadline);
    }

    private static bool IsGzip(HttpContext context)
    {
        var encoding = context.Request.Headers[GrpcHeaders.Encoding].ToString();
        if (encoding is GrpcHeaders.Gzip)
            return true;
        if (encoding is "" or GrpcHeaders.Identity)
            return false;
        context.Response.Headers[GrpcHeaders.AcceptEncoding] = Accepted;
        throw new GrpcException(GrpcStatusCode.Unimplemented, $"Messages packed with '{encoding}' are not taken; {Accepted} are.");
    }
}
