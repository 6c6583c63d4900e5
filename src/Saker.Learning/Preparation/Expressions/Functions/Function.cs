using Saker.Learning.Preparation.Expressions.Syntax;

namespace Saker.Learning.Preparation.Expressions.Functions;

/// <summary>A function of the expression language.</summary>
/// <param name="usage">How it is called, such as <c>clip(x, low, high)</c>; the name is what stands before the bracket.</param>
/// <param name="minCount">The fewest arguments.</param>
/// <param name="maxCount">The most.</param>
internal abstract class Function(string usage, int minCount, int maxCount)
{
    public string Name { get; } = usage[..usage.IndexOf('(')];

    public string Usage => usage;

    public int MinCount => minCount;

    public int MaxCount => maxCount;

    /// <summary>The type of the result, or null when arguments do not fit, which is then reported.</summary>
    public abstract ExpressionType? Check(TypeCheck types, Call call);

    /// <summary>Adds the nodes over those of the arguments.</summary>
    public abstract Emitted Emit(Emitter emitter, IReadOnlyList<Emitted> arguments);
}
