using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Statistics;

namespace Saker.Server.Telemetry;

/// <summary>
/// Logs a line for requests for predictions, all or a share of them: who answered, how and how fast, and hashes by which equal inputs and equal
/// answers are found again. Hashes are keyed: they reveal nothing to whoever has only the log. Thread-safe.
/// </summary>
internal sealed class RequestLog : ICallObserver
{
    // Of the 64 hexadecimal digits; enough to tell all requests of an installation apart.
    private const int HashLength = 32;

    private static readonly byte[] s_purpose = "saker request log"u8.ToArray();

    private readonly ILogger<RequestLog> _logger;
    private readonly byte[] _key;
    private readonly ulong _most;

    /// <param name="share">Of requests that are logged, 0 to 1.</param>
    /// <param name="secret">Of the installation: the same on every replica.</param>
    /// <param name="logger">Takes the lines.</param>
    public RequestLog(double share, ReadOnlySpan<byte> secret, ILogger<RequestLog> logger)
    {
        _logger = logger;
        _key = HMACSHA256.HashData(secret, s_purpose);
        _most = share >= 1 ? ulong.MaxValue : (ulong)(share * ulong.MaxValue);
    }

    public void Completed(InferCall call)
    {
        if (!_logger.IsEnabled(LogLevel.Information) || !IsChosen(call.RequestId))
            return;
        var outcome = call.IsRefused ? RequestOutcome.Refused : call.IsCancelled ? RequestOutcome.Cancelled : RequestOutcomes.Of(call.Failure);
        var isAnswered = outcome == RequestOutcome.Ok;
        _logger.RequestEnded(
            call.RequestId, call.Trace.TraceId == default ? null : call.Trace.TraceId.ToHexString(), call.Endpoint, call.Model.Version.Model, call.AnsweredVersion, call.Source?.Step ?? "primary",
            outcome.Word(), call.RowCount, call.Duration.TotalMilliseconds, call.Wait.TotalMilliseconds, call.IsFromCache, call.Report.Warnings.Count,
            call.IsRefused ? null : Hash(call, CallBytes.WriteInputs), isAnswered ? Hash(call, CallBytes.WriteOutputs) : null);
    }

    /// <summary>Whether a request is logged: by its id alone, so that all replicas, and all services that have the id, can log the same ones.</summary>
    internal bool IsChosen(string requestId)
    {
        if (_most == ulong.MaxValue)
            return true;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(requestId), hash);
        return BitConverter.ToUInt64(hash) < _most;
    }

    private string Hash(InferCall call, Action<InferCall, ArrayBufferWriter<byte>> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        write(call, bytes);
        return Convert.ToHexStringLower(HMACSHA256.HashData(_key, bytes.WrittenSpan))[..HashLength];
    }
}
