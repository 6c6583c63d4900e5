namespace Saker.Onnx.Plans;

/// <summary>What a slot of a plan's memory holds.</summary>
/// <param name="Type">The type of its elements.</param>
/// <param name="Width">The elements of a row.</param>
/// <param name="Constant">The elements, where they never change; texts as UTF-8 in <see cref="ReadOnlyMemory{T}"/>.</param>
internal readonly record struct PlanSlot(ElementType Type, int Width, Array? Constant);
