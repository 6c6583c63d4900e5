using Saker.Data.Privacy.Anonymity;

namespace Saker.Data.Privacy.Transforms;

/// <summary>Writes a value more coarsely, as one level of a hierarchy does.</summary>
internal sealed class GeneraliseTransform(Hierarchy hierarchy, int level) : ColumnTransform
{
    public override string Apply(string text) => hierarchy.Generalise(text, level);
}
