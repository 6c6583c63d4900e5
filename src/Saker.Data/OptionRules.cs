namespace Saker.Data;

/// <summary>What options of every part are held to: each adds the problem that it finds, so that all are told at once.</summary>
public static class OptionRules
{
    /// <summary>Adds a problem unless the count is 1 or more.</summary>
    public static void AddUnlessPositive(this ICollection<Problem> problems, string field, long value)
    {
        if (value <= 0)
            problems.Add(new Problem(field, $"is {value}; it must be 1 or more."));
    }

    /// <summary>Adds a problem unless the time is longer than zero.</summary>
    public static void AddUnlessPositive(this ICollection<Problem> problems, string field, TimeSpan value)
    {
        if (value <= TimeSpan.Zero)
            problems.Add(new Problem(field, $"is {value}; it must be longer than zero."));
    }

    /// <summary>Adds a problem where the count is outside of <paramref name="least"/> to <paramref name="most"/>, both allowed.</summary>
    public static void AddOutside(this ICollection<Problem> problems, string field, long value, long least, long most)
    {
        if (value < least || value > most)
            problems.Add(new Problem(field, $"is {value}; it must be {least} to {most}."));
    }

    /// <summary>Adds a problem where the time is outside of <paramref name="least"/> to <paramref name="most"/>, both allowed.</summary>
    public static void AddOutside(this ICollection<Problem> problems, string field, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
            problems.Add(new Problem(field, $"is {value}; it must be {least} to {most}."));
    }
}
