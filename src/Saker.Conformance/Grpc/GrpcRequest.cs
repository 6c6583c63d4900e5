using System.Globalization;
using Google.Protobuf;
using Saker.Conformance.Samples;
using Saker.OpenInference.Messages;

namespace Saker.Conformance.Grpc;

/// <summary>The sample as messages.</summary>
internal static class GrpcRequest
{
    /// <summary>With the values in the field of their datatype.</summary>
    public static ModelInferRequest Typed(Subject subject) => Typed(subject, subject.Sample);

    public static ModelInferRequest Typed(Subject subject, SampleRequest sample)
    {
        var request = Empty(subject);
        foreach (var tensor in sample.Inputs)
        {
            var input = Describe(tensor);
            input.Contents = Contents(tensor);
            request.Inputs.Add(input);
        }
        return request;
    }

    /// <summary>With the values as raw bytes.</summary>
    public static ModelInferRequest Raw(Subject subject)
    {
        var request = Empty(subject);
        foreach (var tensor in subject.Sample.Inputs)
        {
            request.Inputs.Add(Describe(tensor));
            request.RawInputContents.Add(ByteString.CopyFrom(tensor.ToBytes()));
        }
        return request;
    }

    private static ModelInferRequest Empty(Subject subject) => new() { ModelName = subject.ModelName, ModelVersion = subject.Options.Version ?? "" };

    private static ModelInferRequest.Types.InferInputTensor Describe(SampleTensor tensor)
    {
        var input = new ModelInferRequest.Types.InferInputTensor { Name = tensor.Name, Datatype = tensor.Datatype };
        input.Shape.AddRange(tensor.Shape);
        return input;
    }

    private static InferTensorContents Contents(SampleTensor tensor)
    {
        var contents = new InferTensorContents();
        foreach (var value in tensor.Data)
        {
            var text = value.ToJsonString();
            switch (tensor.Datatype)
            {
                case "BOOL": contents.BoolContents.Add(text is "true" or "1"); break;
                case "INT8" or "INT16" or "INT32": contents.IntContents.Add(int.Parse(text, CultureInfo.InvariantCulture)); break;
                case "INT64": contents.Int64Contents.Add(long.Parse(text, CultureInfo.InvariantCulture)); break;
                case "UINT8" or "UINT16" or "UINT32": contents.UintContents.Add(uint.Parse(text, CultureInfo.InvariantCulture)); break;
                case "UINT64": contents.Uint64Contents.Add(ulong.Parse(text, CultureInfo.InvariantCulture)); break;
                case "FP32": contents.Fp32Contents.Add(float.Parse(text, CultureInfo.InvariantCulture)); break;
                case "FP64": contents.Fp64Contents.Add(double.Parse(text, CultureInfo.InvariantCulture)); break;
                case "BYTES": contents.BytesContents.Add(ByteString.CopyFromUtf8(value.GetValue<string>())); break;
                default: throw new CheckSkippedException($"{tensor.Datatype} has no typed contents");
            }
        }
        return contents;
    }
}
