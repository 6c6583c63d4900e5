using Microsoft.AspNetCore.Http;
using Saker.Client;
using Saker.OpenInference.Framing;

namespace Saker.Server.Grpc;

/// <summary>The answers of other doors to gRPC calls: refusals on the way to a method, and addresses where there is none.</summary>
internal static class GrpcErrors
{
    public static bool IsCall(HttpRequest request) => HttpProtocol.IsHttp2(request.Protocol) && GrpcHeaders.IsGrpc(request.ContentType);

    public static void Write(HttpContext context, ProblemInfo problem)
    {
        var code = GrpcFailures.Code(problem.Status);
        Write(context, new GrpcStatus(code, code == GrpcStatusCode.Unimplemented ? $"There is no method '{context.Request.Path}'." : problem.Detail ?? problem.Title));
    }

    /// <summary>Answers with a status and nothing else; HTTP sees success, as gRPC wants it.</summary>
    public static void Write(HttpContext context, GrpcStatus status)
    {
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = GrpcHeaders.ContentType;
        GrpcHost.End(context, status);
    }
}
