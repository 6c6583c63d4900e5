using System.Buffers;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Saker.OpenInference.Framing;

namespace Saker.Server.Grpc;

/// <summary>
/// ModelStreamInfer: requests of one stream run at the same time, up to a limit, and are answered in the order in which they came. Past the
/// limit no more is read, so that a client that sends faster than it is answered has to wait.
/// </summary>
internal sealed class InferStreams(ModelInferApi infer, IHostApplicationLifetime lifetime)
{
    /// <summary>The most requests of one stream under way.</summary>
    public const int MaxUnderWay = 16;

    public async Task RunAsync(GrpcCall call)
    {
        // A server that stops answers what it has read, and reads no more.
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(call.Token, lifetime.ApplicationStopping);
        var answers = Channel.CreateBounded<Task<(byte[] Frame, int Size)>>(new BoundedChannelOptions(MaxUnderWay) { SingleReader = true, SingleWriter = true });
        var started = StartAllAsync(call, answers.Writer, reading.Token);
        try
        {
            await foreach (var answer in answers.Reader.ReadAllAsync(call.Token))
            {
                var (frame, size) = await answer;
                await call.Writer.SendAsync(frame, size, mayWait: false, call.Token);
            }
            await started;
        }
        catch
        {
            await reading.CancelAsync();
            await EndAllAsync(started, answers.Reader);
            throw;
        }
    }

    private async Task StartAllAsync(GrpcCall call, ChannelWriter<Task<(byte[] Frame, int Size)>> answers, CancellationToken cancellationToken)
    {
        try
        {
            while (await answers.WaitToWriteAsync(cancellationToken) && await call.Reader.ReadAsync(cancellationToken) is { } message)
                await answers.WriteAsync(infer.AnswerAsync(message, call), CancellationToken.None);
            answers.Complete();
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested && !call.Token.IsCancellationRequested)
        {
            answers.Complete(new GrpcException(GrpcStatusCode.Unavailable, "The server stops; the rest of the stream can be sent to it again later."));
        }
        catch (Exception exception)
        {
            answers.Complete(exception);
        }
    }

    // Requests must have let go of the call before it ends, and their memory goes back.
    private static async Task EndAllAsync(Task started, ChannelReader<Task<(byte[] Frame, int Size)>> answers)
    {
        await started;
        while (answers.TryRead(out var answer))
        {
            await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (answer.IsCompletedSuccessfully)
                ArrayPool<byte>.Shared.Return(answer.Result.Frame);
        }
    }
}
