using System.Globalization;
using Saker.Data;

namespace Saker.Learning.Tuning;

/// <summary>A trial while its objective is computed.</summary>
public sealed class ActiveTrial(IAskTell study, Trial trial)
{
    public int Number => trial.Number;

    /// <summary>What to try, by name: text, bool, long or double.</summary>
    public IReadOnlyDictionary<string, object> Parameters => trial.Parameters;

    /// <exception cref="SakerException">The trial has no such parameter, or it is no number.</exception>
    public double GetNumber(string parameter) => Value(parameter) switch
    {
        long whole => whole,
        double number => number,
        var other => throw new SakerException(ErrorKind.InvalidInput, $"Parameter '{parameter}' is '{other}', which is no number.", parameter),
    };

    /// <exception cref="SakerException">The trial has no such parameter, or it is no whole number.</exception>
    public int GetInteger(string parameter) => GetNumber(parameter) is var number && number == Math.Floor(number)
        ? checked((int)number)
        : throw new SakerException(ErrorKind.InvalidInput, $"Parameter '{parameter}' is no whole number.", parameter);

    /// <exception cref="SakerException">The trial has no such parameter.</exception>
    public string GetText(string parameter) => Convert.ToString(Value(parameter), CultureInfo.InvariantCulture)!;

    /// <inheritdoc cref="IAskTell.ReportAsync"/>
    /// <returns>Whether to stop and give <see cref="TrialResult.Pruned"/>.</returns>
    public ValueTask<bool> ReportAsync(long step, double value, CancellationToken cancellationToken) => study.ReportAsync(trial.Number, step, value, cancellationToken);

    private object Value(string parameter) => trial.Parameters.TryGetValue(parameter, out var value)
        ? value
        : throw new SakerException(ErrorKind.NotFound, $"Trial {trial.Number} has no parameter '{parameter}'; it has: {string.Join(", ", trial.Parameters.Keys)}.", parameter);
}
