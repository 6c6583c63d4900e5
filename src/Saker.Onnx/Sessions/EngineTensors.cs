using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Saker.Onnx.Sessions;

/// <summary>Tensors between managed memory and the engine's values.</summary>
internal static class EngineTensors
{
    /// <summary>An engine value over the tensor's memory (text is copied); the caller disposes it.</summary>
    public static OrtValue ToEngine(Tensor tensor)
    {
        long[] shape = [.. tensor.Shape];
        // By type, not by array: to the runtime an array of uint is also one of int.
        return tensor.Type switch
        {
            ElementType.Float32 => Over<float>(tensor, shape),
            ElementType.Float64 => Over<double>(tensor, shape),
            ElementType.Int64 => Over<long>(tensor, shape),
            ElementType.Int32 => Over<int>(tensor, shape),
            ElementType.Int16 => Over<short>(tensor, shape),
            ElementType.Int8 => Over<sbyte>(tensor, shape),
            ElementType.UInt64 => Over<ulong>(tensor, shape),
            ElementType.UInt32 => Over<uint>(tensor, shape),
            ElementType.UInt16 => Over<ushort>(tensor, shape),
            ElementType.UInt8 => Over<byte>(tensor, shape),
            ElementType.Boolean => Over<bool>(tensor, shape),
            ElementType.Float16 => OrtValue.CreateTensorValueFromMemory(MemoryMarshal.Cast<Half, Float16>(tensor.Span<Half>()).ToArray(), shape),
            ElementType.BFloat16 => OrtValue.CreateTensorValueFromMemory(MemoryMarshal.Cast<ushort, BFloat16>(tensor.Span<ushort>()).ToArray(), shape),
            ElementType.Text => Text((string[])tensor.Data, shape),
            _ => throw new OnnxException($"Tensors of {tensor.Type} cannot be given to the engine."),
        };
    }

    public static Tensor FromEngine(OrtValue value)
    {
        var info = value.GetTensorTypeAndShape();
        var shape = info.Shape;
        return info.ElementDataType switch
        {
            TensorElementType.Float => Tensor.Of(value.GetTensorDataAsSpan<float>().ToArray(), shape),
            TensorElementType.Double => Tensor.Of(value.GetTensorDataAsSpan<double>().ToArray(), shape),
            TensorElementType.Int64 => Tensor.Of(value.GetTensorDataAsSpan<long>().ToArray(), shape),
            TensorElementType.Int32 => Tensor.Of(value.GetTensorDataAsSpan<int>().ToArray(), shape),
            TensorElementType.Bool => Tensor.Of(value.GetTensorDataAsSpan<bool>().ToArray(), shape),
            TensorElementType.UInt8 => Tensor.Of(value.GetTensorDataAsSpan<byte>().ToArray(), shape),
            TensorElementType.Int8 => Tensor.Of(value.GetTensorDataAsSpan<sbyte>().ToArray(), shape),
            TensorElementType.Int16 => Tensor.Of(value.GetTensorDataAsSpan<short>().ToArray(), shape),
            TensorElementType.UInt16 => Tensor.Of(value.GetTensorDataAsSpan<ushort>().ToArray(), shape),
            TensorElementType.UInt32 => Tensor.Of(value.GetTensorDataAsSpan<uint>().ToArray(), shape),
            TensorElementType.UInt64 => Tensor.Of(value.GetTensorDataAsSpan<ulong>().ToArray(), shape),
            TensorElementType.Float16 => Tensor.Of(MemoryMarshal.Cast<Float16, Half>(value.GetTensorDataAsSpan<Float16>()).ToArray(), shape),
            TensorElementType.BFloat16 => Tensor.OfBFloat16(MemoryMarshal.Cast<BFloat16, ushort>(value.GetTensorDataAsSpan<BFloat16>()).ToArray(), shape),
            TensorElementType.String => Tensor.Of(value.GetStringTensorAsArray(), shape),
            var other => throw new OnnxException($"The engine gave a tensor of {other}, which is not supported."),
        };
    }

    private static OrtValue Over<T>(Tensor tensor, long[] shape)
        where T : unmanaged => OrtValue.CreateTensorValueFromMemory((T[])tensor.Data, shape);

    private static OrtValue Text(string[] data, long[] shape)
    {
        var value = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, shape);
        for (var i = 0; i < data.Length; i++)
            value.StringTensorSetElementAt(data[i].AsSpan(), i);
        return value;
    }
}
