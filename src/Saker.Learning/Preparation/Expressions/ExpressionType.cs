namespace Saker.Learning.Preparation.Expressions;

/// <summary>The kinds of values that an expression knows.</summary>
public enum ExpressionType
{
    /// <summary>A float64, which may be missing.</summary>
    Number,

    /// <summary>A text, which may be missing.</summary>
    Text,

    /// <summary>True, false or missing; as a result 1, 0 or a missing number.</summary>
    Truth,
}
