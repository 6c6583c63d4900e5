using Saker.Data;

namespace Saker.Learning.Sequential;

/// <summary>What settings of sequential tests are held to: all that is wrong is told at once.</summary>
internal static class SequentialRules
{
    public static void Require(string what, params ReadOnlySpan<(string Name, double Value, bool IsRight, string Range)> rules)
    {
        var problems = new List<Problem>();
        foreach (var (name, value, isRight, range) in rules)
            if (!isRight)
                problems.Add(new Problem(name, FormattableString.Invariant($"it must be {range}; got {value}.")));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, $"{what} cannot be gathered with these settings.", problems);
    }

    public static void RequireLevel(double level)
    {
        if (!(level is > 0 and < 1))
            throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"A level must lie between 0 and 1, both excluded; got {level}."), "level");
    }

    /// <summary>States are kept by those who read them back; one of other settings is refused instead of being misread.</summary>
    public static void RequireState(string what, bool fits)
    {
        if (!fits)
            throw new SakerException(ErrorKind.InvalidInput, $"The kept state of {what} is not of these settings; begin anew without it.", "state");
    }
}
