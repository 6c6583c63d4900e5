using System.Runtime.CompilerServices;
using System.Text;
using Saker.OpenInference.Framing;
using Saker.OpenInference.Wire;
using Saker.Platform.Serving;
using Saker.Server.Hosting;
using Saker.Server.Http.Access;
using Saker.Server.Http.Rows;
using Saker.Server.Http.Splits;

namespace Saker.Server.Grpc;

/// <summary>ModelInfer: from the bytes of a request straight into a call's memory, and from there into the bytes of the answer.</summary>
internal sealed class ModelInferApi(ModelHost models, ServerOptions options)
{
    private readonly InferReaders _readers = new();
    private readonly RowLimits _limits = new(options.MaxRows, options.MaxErrors);

    public async Task InferAsync(GrpcCall call)
    {
        using var message = await call.Reader.ReadOnlyAsync(call.Token);
        var reader = _readers.Rent();
        try
        {
            reader.Message.Scan(message.Bytes);
            var (answered, selection) = await RunAsync(reader, message, call);
            using var infer = answered;
            var (frame, size) = Write(infer, selection, reader.Message, message);
            await call.Writer.SendAsync(frame, size, mayWait: true, call.Token);
        }
        finally
        {
            _readers.Return(reader);
        }
    }

    /// <summary>Answers one request of a stream; what is wrong with it becomes its answer.</summary>
    /// <returns>A frame from <see cref="GrpcWriter.Rent"/> with a <c>ModelStreamInferResponse</c>, and the size of that.</returns>
    /// <exception cref="WireException">The message is no request at all.</exception>
    /// <exception cref="GrpcException">The deadline of the whole stream has passed.</exception>
    public async Task<(byte[] Frame, int Size)> AnswerAsync(GrpcMessage message, GrpcCall call)
    {
        using var owned = message;
        var reader = _readers.Rent();
        try
        {
            reader.Message.Scan(message.Bytes);
            var (answered, selection) = await RunAsync(reader, message, call);
            using var infer = answered;
            return WriteNested(infer, selection, reader.Message, message);
        }
        catch (Exception exception) when (exception is not (WireException or OperationCanceledException) && call.TimeLeft != TimeSpan.Zero)
        {
            return WriteError(GrpcFailures.Describe(exception, call.Context), reader.Message, message);
        }
        finally
        {
            _readers.Return(reader);
        }
    }

    // The shorter of what the request and the call allow. The queue knows it too, so that what has expired is not run for nobody.
    internal static TimeSpan? Timeout(InferRequestReader reader, GrpcCall call)
    {
        if (call.TimeLeft is not { } left)
            return reader.Timeout;
        if (left == TimeSpan.Zero)
            throw new GrpcException(GrpcStatusCode.DeadlineExceeded, "The deadline of the call has passed.");
        return reader.Timeout < left ? reader.Timeout : left;
    }

    // Counted for each message: a stream may outlive its key, and a limit is one of rows.
    private static ValueTask RunAsync(InferCall infer, InferMessage parts, GrpcMessage message, GrpcCall call) =>
        call.Context.Grant().RunAsync(Encoding.UTF8.GetString(parts.ModelName.Of(message.Bytes)), infer, call.Token);

    /// <summary>Begins, reads and runs a request; the call that answered is the caller's to let go.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<(InferCall Answered, InferSelection Selection)> RunAsync(InferRequestReader reader, GrpcMessage message, GrpcCall call)
    {
        var infer = await BeginAsync(reader.Message, message, call);
        if (infer.Split is not null)
        {
            var request = new SplitGrpcInfer(reader, message, call, _limits);
            var answered = await models.AnswerAsync(infer, request, call.Token);
            new HttpCaller(call.Context).Answered(answered);
            return (answered, request.Of(answered));
        }
        try
        {
            var selection = reader.Read(message.Bytes, infer, _limits);
            infer.Timeout = Timeout(reader, call);
            await RunAsync(infer, reader.Message, message, call);
            return (infer, selection);
        }
        catch
        {
            infer.Dispose();
            throw;
        }
    }

    private async ValueTask<InferCall> BeginAsync(InferMessage parts, GrpcMessage message, GrpcCall call)
    {
        var own = parts.Id.Length == 0 ? null : Encoding.UTF8.GetString(parts.Id.Of(message.Bytes));
        var version = parts.ModelVersion.Length == 0 ? null : Encoding.UTF8.GetString(parts.ModelVersion.Of(message.Bytes));
        var infer = await models.BeginAsync(Encoding.UTF8.GetString(parts.ModelName.Of(message.Bytes)), version, new HttpCaller(call.Context), call.Token);
        infer.RequestId = own ?? call.Context.TraceIdentifier;
        return infer;
    }

    private static (byte[] Frame, int Size) Write(InferCall infer, InferSelection selection, InferMessage parts, GrpcMessage message)
    {
        var answer = new InferAnswer(infer, selection, parts.ModelName.Of(message.Bytes), parts.Id.Of(message.Bytes));
        var size = answer.Size();
        var frame = GrpcWriter.Rent(size);
        var writer = new WireWriter(frame.AsSpan(GrpcFrame.PrefixSize));
        answer.Write(ref writer);
        return (frame, size);
    }

    private static (byte[] Frame, int Size) WriteNested(InferCall infer, InferSelection selection, InferMessage parts, GrpcMessage message)
    {
        var answer = new InferAnswer(infer, selection, parts.ModelName.Of(message.Bytes), parts.Id.Of(message.Bytes));
        var inner = answer.Size();
        var size = WireSize.Bytes(2, inner);
        var frame = GrpcWriter.Rent(size);
        var writer = new WireWriter(frame.AsSpan(GrpcFrame.PrefixSize));
        writer.WriteLength(2, inner);
        answer.Write(ref writer);
        return (frame, size);
    }

    // With the name and the id of the request, so that the client knows which one failed.
    private static (byte[] Frame, int Size) WriteError(GrpcStatus status, InferMessage parts, GrpcMessage message)
    {
        var text = Encoding.UTF8.GetBytes(status.Message);
        var name = parts.ModelName.Of(message.Bytes);
        var id = parts.Id.Of(message.Bytes);
        var inner = WireSize.BytesUnlessEmpty(1, name.Length) + WireSize.BytesUnlessEmpty(3, id.Length);
        var size = WireSize.Bytes(1, text.Length) + WireSize.Bytes(2, inner);
        var frame = GrpcWriter.Rent(size);
        var writer = new WireWriter(frame.AsSpan(GrpcFrame.PrefixSize));
        writer.WriteBytes(1, text);
        writer.WriteLength(2, inner);
        writer.WriteBytesUnlessEmpty(1, name);
        writer.WriteBytesUnlessEmpty(3, id);
        return (frame, size);
    }
}
