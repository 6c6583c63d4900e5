namespace Saker.Onnx.Plans.Steps;

/// <summary>An operation on two elements.</summary>
internal interface IBinary<in T, out TResult>
{
    static abstract TResult Of(T left, T right);
}
