using System.Reflection;
using Saker.Platform.Experiments;

namespace Saker.Platform.Tests.Experiments;

/// <summary>A store of experiments before whose writes to runs something happens.</summary>
public class LogGate : DispatchProxy
{
    private IExperimentStore _inner = null!;
    private Func<RunEntries, Task> _before = null!;

    public static IExperimentStore Around(IExperimentStore inner, Func<RunEntries, Task> before)
    {
        var store = Create<IExperimentStore, LogGate>();
        var gate = (LogGate)(object)store;
        (gate._inner, gate._before) = (inner, before);
        return store;
    }

    protected override object? Invoke(MethodInfo? method, object?[]? arguments) =>
        method!.Name == nameof(IExperimentStore.LogAsync) ? LogAsync((RunId)arguments![0]!, (RunEntries)arguments[1]!, (CancellationToken)arguments[2]!) : method.Invoke(_inner, arguments);

    private async Task LogAsync(RunId run, RunEntries entries, CancellationToken cancellationToken)
    {
        await _before(entries);
        await _inner.LogAsync(run, entries, cancellationToken);
    }
}
