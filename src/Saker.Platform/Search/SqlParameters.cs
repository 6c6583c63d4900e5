using Dapper;

namespace Saker.Platform.Search;

/// <summary>Gathers what goes to the database beside the text of a query.</summary>
internal sealed class SqlParameters
{
    private int _count;

    public DynamicParameters Values { get; } = new();

    /// <returns>The name under which the query finds it.</returns>
    public string Add(object value)
    {
        var name = $"p{_count++}";
        Values.Add(name, value);
        return "@" + name;
    }
}
