namespace Saker.Platform.Monitoring.Log;

/// <summary>Says what the log keeps of an endpoint. Thread-safe; asked for every block.</summary>
internal interface ILogPolicy
{
    ValueTask<LogSettings> GetAsync(string endpoint, CancellationToken cancellationToken);
}
