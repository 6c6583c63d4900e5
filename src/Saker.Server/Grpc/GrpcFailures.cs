using System.Text;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Saker.Data;
using Saker.OpenInference.Framing;
using Saker.OpenInference.Wire;

namespace Saker.Server.Grpc;

/// <summary>The one place where what went wrong becomes a gRPC status.</summary>
internal static class GrpcFailures
{
    // Statuses travel as headers, of which clients take some kilobytes.
    private const int MaxLength = 2_000;
    private const int MaxQuoted = 20;

    public static GrpcStatus Describe(Exception exception, HttpContext context) => exception switch
    {
        GrpcException failure => failure.Status,
        SakerException { Kind: ErrorKind.Internal } => Fault(context),
        SakerException failure => new GrpcStatus(Code(failure.Kind), Text(failure)),
        WireException or InvalidProtocolBufferException => new GrpcStatus(GrpcStatusCode.InvalidArgument, $"The message cannot be read: {exception.Message}"),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new GrpcStatus(GrpcStatusCode.ResourceExhausted, "The request is larger than is taken; send fewer rows in one, or have the limit raised (saker up --max-body-bytes)."),
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => new GrpcStatus(GrpcStatusCode.DeadlineExceeded, "The request came too slowly."),
        BadHttpRequestException => new GrpcStatus(GrpcStatusCode.InvalidArgument, exception.Message),
        _ when context.RequestAborted.IsCancellationRequested => new GrpcStatus(GrpcStatusCode.Cancelled, "The client cancelled the call."),
        OperationCanceledException => new GrpcStatus(GrpcStatusCode.Cancelled, "The call was cancelled."),
        _ => Fault(context),
    };

    public static GrpcStatusCode Code(ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidInput => GrpcStatusCode.InvalidArgument,
        ErrorKind.NotFound => GrpcStatusCode.NotFound,
        ErrorKind.Conflict => GrpcStatusCode.Aborted,
        ErrorKind.ChecksFailed => GrpcStatusCode.FailedPrecondition,
        ErrorKind.LimitExceeded or ErrorKind.TooLarge => GrpcStatusCode.ResourceExhausted,
        ErrorKind.Unavailable => GrpcStatusCode.Unavailable,
        ErrorKind.Timeout => GrpcStatusCode.DeadlineExceeded,
        ErrorKind.Unauthenticated => GrpcStatusCode.Unauthenticated,
        ErrorKind.Forbidden => GrpcStatusCode.PermissionDenied,
        _ => GrpcStatusCode.Internal,
    };

    /// <summary>What the statuses of other doors mean here.</summary>
    public static GrpcStatusCode Code(int httpStatus) => httpStatus switch
    {
        StatusCodes.Status400BadRequest or StatusCodes.Status415UnsupportedMediaType => GrpcStatusCode.InvalidArgument,
        StatusCodes.Status401Unauthorized => GrpcStatusCode.Unauthenticated,
        StatusCodes.Status403Forbidden => GrpcStatusCode.PermissionDenied,
        StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed => GrpcStatusCode.Unimplemented,
        StatusCodes.Status413PayloadTooLarge or StatusCodes.Status429TooManyRequests => GrpcStatusCode.ResourceExhausted,
        StatusCodes.Status503ServiceUnavailable => GrpcStatusCode.Unavailable,
        StatusCodes.Status504GatewayTimeout => GrpcStatusCode.DeadlineExceeded,
        _ => httpStatus < 500 ? GrpcStatusCode.FailedPrecondition : GrpcStatusCode.Internal,
    };

    /// <summary>In one line, at most as long as headers may be.</summary>
    public static string Text(SakerException failure)
    {
        if (failure.Problems.Count == 0)
            return Shorten(failure.Message);
        var text = new StringBuilder(failure.Message.Split(Environment.NewLine, 2)[0]);
        foreach (var problem in failure.Problems.Take(MaxQuoted))
        {
            text.Append(" Tensor '").Append(problem.Field).Append('\'');
            if (problem.Row is { } row)
                text.Append(" row ").Append(row);
            text.Append(' ').Append(problem.Message);
        }
        if (failure.Problems.Count > MaxQuoted)
            text.Append(" And ").Append(failure.Problems.Count - MaxQuoted).Append(" more.");
        return Shorten(text.ToString());
    }

    public static GrpcStatus Fault(HttpContext context) =>
        new(GrpcStatusCode.Internal, $"The server failed; its log has the reason under this request's id, {context.TraceIdentifier}.");

    private static string Shorten(string text) => text.Length <= MaxLength ? text : text[..MaxLength] + "...";
}
