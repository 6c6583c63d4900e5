using Microsoft.Extensions.Logging;

namespace Saker.Platform.Monitoring.Signals;

/// <summary>Asks all sources of signals.</summary>
public sealed partial class SignalReader
{
    /// <summary>The signal that a source gives none: its label is the source's name, its value 1.</summary>
    public const string FailedSource = "signals.failed";

    private static readonly SignalDefinition s_failed = new(FailedSource, "flag", "1 when a source of signals failed at the last reading; the label is the source.");

    private readonly IReadOnlyList<ISignalSource> _sources;
    private readonly ILogger<SignalReader> _logger;

    internal SignalReader(IEnumerable<ISignalSource> sources, ILogger<SignalReader> logger)
    {
        _sources = [.. sources];
        _logger = logger;
    }

    /// <summary>All kinds of signals that there can be, by name.</summary>
    public IReadOnlyList<SignalDefinition> Definitions =>
        [.. _sources.SelectMany(source => source.Definitions).Append(s_failed).DistinctBy(definition => definition.Name).OrderBy(definition => definition.Name, StringComparer.Ordinal)];

    /// <summary>The signals of all sources; a source that fails is logged and told of by <see cref="FailedSource"/>.</summary>
    public async Task<IReadOnlyList<Signal>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var signals = new List<Signal>();
        foreach (var source in _sources)
        {
            try
            {
                signals.AddRange(await source.ReadAsync(now, cancellationToken));
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                LogFailed(source.Name, exception);
                signals.Add(new Signal { Name = FailedSource, Endpoint = "", Label = source.Name, Value = 1, At = now, Context = new SignalContext { Summary = exception.Message } });
            }
        }
        return signals;
    }

    [LoggerMessage(EventId = 2700, Level = LogLevel.Warning, Message = "The signals of {Source} cannot be read")]
    private partial void LogFailed(string source, Exception exception);
}
