using Saker.Platform.Monitoring.Log;

namespace Saker.Platform.Tests.Monitoring.Log;

/// <summary>What a test says, for every endpoint.</summary>
internal sealed class FixedLogPolicy : ILogPolicy
{
    public LogSettings Settings { get; set; } = new();

    public ValueTask<LogSettings> GetAsync(string endpoint, CancellationToken cancellationToken) => new(Settings);
}
