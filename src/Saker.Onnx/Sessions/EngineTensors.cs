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
        if (tensor.Type == ElementType.BFloat16)
            return OrtValue.CreateTensorValueFromMemory(MemoryMarshal.Cast<ushort, BFloat16>(tensor.Span<ushort>()).ToArray(), shape);
        return tensor.Data switch
        {
            float[] data => OrtValue.CreateTensorValueFromMemory(data, shape),
            double[] data => OrtValue.CreateTensorValueFromMemory(data, shape),
            long[] data => OrtValue.CreateTensorValueFromMemory(data, shape),
            int[] data => OrtValue.CreateTensorValueFromMemory(data, shape),
            bool[] data => OrtValue.CreateTensorValueFromMemory(data, shape),
            byte[] data => OrtValue.CreateTensorValueFromMemory(data, shape),
            sbyte[] data => OrtValue.CreateTensorValueFromMemory(data, shape),
            short[] data => OrtValue.CreateTensorValueFromMemory(data, shape),
            ushort[] data => OrtValue.CreateTensorValueFromMemory(data, shape),
            uint[] data => OrtValue.CreateTensorValueFromMemory(data, shape),
            ulong[] data => OrtValue.CreateTensorValueFromMemory(data, shape),
            Half[] data => OrtValue.CreateTensorValueFromMemory(MemoryMarshal.Cast<Half, Float16>(data).ToArray(), shape),
            string[] data => Text(data, shape),
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

    private static OrtValue Text(string[] data, long[] shape)
    {
        var value = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, shape);
        for (var i = 0; i < data.Length; i++)
            value.StringTensorSetElementAt(data[i], i);
        return value;
    }
}
