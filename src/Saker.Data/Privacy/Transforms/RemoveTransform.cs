namespace Saker.Data.Privacy.Transforms;

/// <summary>Leaves nothing; within a text the type of what stood there remains, in brackets.</summary>
internal sealed class RemoveTransform : ColumnTransform
{
    public override string? Apply(string text) => null;
}
