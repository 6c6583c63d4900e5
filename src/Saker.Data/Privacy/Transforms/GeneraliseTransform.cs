using Saker.Data.Privacy.Anonymity;

namespace Saker.Data.Privacy.Transforms;

/// <summary>Writes a value more coarsely, as one level of a hierarchy does.</summary>
internal sealed class GeneraliseTransform(Hierarchy hierarchy, int level) : ColumnTransform
{
    /// <exception cref="SakerException">The hierarchy does not know the text, which the message leaves out.</exception>
    public override string Apply(string text) => hierarchy.Find(text, level) ?? throw new SakerException(ErrorKind.InvalidInput, $"the value {hierarchy.Misfit(level)}");
}
