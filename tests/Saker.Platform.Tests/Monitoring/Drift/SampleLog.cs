using Saker.Data;
using Saker.Platform.Monitoring.Log;

namespace Saker.Platform.Tests.Monitoring.Drift;

/// <summary>A prediction log of samples by version; of requests it knows nothing.</summary>
internal sealed class SampleLog : IPredictionLog
{
    public Func<DateTimeOffset, Table?> Sample { get; set; } = _ => null;

    public Task<LogSample?> SampleAsync(string endpoint, string model, int version, DateTimeOffset from, DateTimeOffset to, int maxRows, CancellationToken cancellationToken) =>
        Task.FromResult(Sample(from) is { } inputs ? new LogSample(inputs, new Table([]), inputs.RowCount) : null);

    public Task<LogPage> QueryAsync(LogFilter filter, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<LoggedPrediction>> FindAsync(IReadOnlyCollection<string> requestIds, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<LogStatus> GetStatusAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
