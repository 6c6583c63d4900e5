using Saker.Data;

namespace Saker.Learning.Preparation;

/// <summary>Leaves out every column but the given ones.</summary>
public sealed record Keep : Transform
{
    internal const string PublicName = "keep";

    public override string Name => PublicName;

    public required ColumnSelector Columns { get; init; }

    internal static Transform Read(Settings settings) => new Keep { Columns = ColumnSelector.Read(settings) };

    internal override FittedTransform Fit(TrainingColumns columns) => new Drop.Fitted([.. columns.Names.Except(Columns.Resolve(columns), StringComparer.Ordinal)]);
}
