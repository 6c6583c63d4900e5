using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>What an alias may be called.</summary>
internal static class AliasNames
{
    /// <summary>Adds a problem unless the name is valid.</summary>
    public static void Check(List<Problem> problems, string field, string alias)
    {
        Names.Check(problems, field, alias);
        // MLflow keeps these for versions; a model that uses them could not be reached by its clients.
        if (alias == "latest" || (alias is ['v' or 'V', _, ..] && alias.AsSpan(1).ContainsAnyExceptInRange('0', '9') == false))
            problems.Add(new Problem(field, $"'{alias}' is kept for versions; use a name of your own, such as 'champion'."));
    }
}
