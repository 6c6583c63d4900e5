using Saker.Data;

namespace Saker.Platform.Datasets;

/// <summary>Says in words how two schemas differ.</summary>
internal static class SchemaDifference
{
    public static IEnumerable<string> List(Schema before, Schema after)
    {
        foreach (var column in before.Where(column => !after.Contains(column.Name)))
            yield return $"{column.Name} ({column.Type.Name()}) is gone";
        foreach (var column in after)
        {
            if (before.Find(column.Name) is not { } then)
                yield return $"{column.Name} ({column.Type.Name()}) is new";
            else if (then.Type != column.Type)
                yield return $"{column.Name} is {column.Type.Name()}; it was {then.Type.Name()}";
            else if (then.Nullable != column.Nullable)
                yield return column.Nullable ? $"{column.Name} has missing values; it had none" : $"{column.Name} has no missing values any more";
        }
        var (kept, now) = (before.Select(column => column.Name).Where(after.Contains), after.Select(column => column.Name).Where(before.Contains));
        if (!kept.SequenceEqual(now))
            yield return $"the order of the columns is now {string.Join(", ", now)}";
    }
}
