using Saker.Data;
using Saker.Learning.Preparation.Expressions;

namespace Saker.Learning.Preparation;

/// <summary>Computes a column from others, see <see cref="Expressions.Expression"/>. A column of the same name is replaced.</summary>
public sealed record Derive : Transform
{
    internal const string PublicName = "derive";

    public override string Name => PublicName;

    /// <summary>The name of the column to make.</summary>
    public required string As { get; init; }

    public required Expression Expression { get; init; }

    internal static Transform Read(Settings settings)
    {
        var name = settings.Text("name");
        var problems = new List<Problem>();
        var text = settings.Text("expression");
        var expression = settings.Has("expression") ? Expression.Parse(text, problems) : null;
        foreach (var problem in problems)
            settings.Report("expression", problem.Message);
        return new Derive { As = name, Expression = expression! };
    }

    internal override FittedTransform Fit(TrainingColumns columns)
    {
        Expression.Require(columns.Names.ToDictionary(name => name, columns.Type, StringComparer.Ordinal));
        return new Fitted(As, Expression);
    }

    private sealed class Fitted(string name, Expression expression) : FittedTransform
    {
        public override void Emit(GraphColumns columns) => columns.Set(name, expression.Emit(columns));
    }
}
