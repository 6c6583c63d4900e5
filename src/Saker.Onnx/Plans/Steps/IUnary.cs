namespace Saker.Onnx.Plans.Steps;

/// <summary>An operation on one element.</summary>
internal interface IUnary<in T, out TResult>
{
    static abstract TResult Of(T value);
}
