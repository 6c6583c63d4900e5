namespace Saker.Data.Privacy.Anonymity;

/// <summary>
/// How the values of a column are written more and more coarsely. Level 0 is the value itself, the last level a star for all of them; values
/// that are alike on a level are alike on every level above. Immutable.
/// </summary>
public abstract class Hierarchy
{
    /// <summary>What every value is on the last level.</summary>
    public const string Anything = "*";

    private protected Hierarchy(int innerCount) => LevelCount = innerCount + 1;

    /// <summary>How many levels there are above the values themselves; the last is the star.</summary>
    public int LevelCount { get; }

    /// <summary>The value on a level.</summary>
    /// <exception cref="SakerException">The hierarchy does not know the value.</exception>
    public string Generalise(string value, int level) => Find(value, level) ?? throw new SakerException(ErrorKind.InvalidInput, $"'{value}' {Misfit(level)}");

    /// <summary>The value on a level; null where the hierarchy does not know it.</summary>
    internal string? Find(string value, int level) => level == 0 ? value : level >= LevelCount ? Anything : Inner(value, level);

    /// <summary>What is wrong with a value that is not known, without the value: it may be somebody's name.</summary>
    internal virtual string Misfit(int level) => "cannot be written more coarsely.";

    private protected abstract string? Inner(string value, int level);
}
