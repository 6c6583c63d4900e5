using Saker.Data;

namespace Saker.Learning.Preparation;

/// <summary>Leaves columns out.</summary>
public sealed record Drop : Transform
{
    internal const string PublicName = "drop";

    public override string Name => PublicName;

    public required ColumnSelector Columns { get; init; }

    internal static Transform Read(Settings settings) => new Drop { Columns = ColumnSelector.Read(settings) };

    internal override FittedTransform Fit(TrainingColumns columns) => new Fitted(Columns.Resolve(columns));

    /// <summary>Shared with <see cref="Keep"/>, which leaves out the others.</summary>
    internal sealed class Fitted(IReadOnlyList<string> names) : FittedTransform
    {
        public override void Emit(GraphColumns columns)
        {
            foreach (var name in names)
                columns.Remove(name);
        }
    }
}
