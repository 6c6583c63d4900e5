namespace Saker.Onnx.Plans;

/// <summary>A matrix of rows that a plan computes with, or a constant row that stands for every row.</summary>
/// <param name="Slot">Where its elements lie, see <see cref="PlanMemory"/>.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Width">The elements of a row, 1 or more.</param>
/// <param name="IsConstant">Whether it is one row for all.</param>
internal readonly record struct PlanValue(int Slot, ElementType Type, int Width, bool IsConstant)
{
    /// <summary>From one row's elements to the next one's.</summary>
    public int RowStride => IsConstant ? 0 : Width;

    /// <summary>From one column's element to the next one's, where it meets a matrix of many columns.</summary>
    public int ColumnStride => Width == 1 ? 0 : 1;
}
