using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Saker.Onnx;
using Saker.OpenInference.Framing;
using Saker.OpenInference.Messages;
using Saker.OpenInference.Wire;
using Saker.Platform.Serving;
using Saker.Server.Grpc;
using Saker.Server.Http.Rows;
using Saker.Testing;
using Saker.Testing.Requests;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Grpc;

/// <summary>The reader and writer made by hand, against those that protobuf generates.</summary>
public sealed class WireAgreementTests(WireAgreementTests.Typed server) : IClassFixture<WireAgreementTests.Typed>
{
    private static readonly RowLimits s_limits = new(MaxRows: 100, MaxErrors: 10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Any_form_of_a_request_is_read_as_generated_code_reads_it_and_answered_so_that_it_can_be_read() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var request = RandomRequest.Next(random);
            var bytes = ScrambledMessage.Write(request, random);
            // The scrambled form is the same message to generated code, but for fields that nobody knows.
            var generated = new MessageParser<ModelInferRequest>(() => new ModelInferRequest()).WithDiscardUnknownFields(true).ParseFrom(bytes);
            Assert.Equal(request, generated);

            var answer = Answer(bytes, out var size);
            Assert.Equal(size, answer.CalculateSize());
            Assert.Equal(Expected(request), answer);
        }).Hold();

    [Fact]
    public void Whatever_is_read_by_one_reader_is_read_by_the_other() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var bytes = ScrambledMessage.Write(RandomRequest.Next(random), random);
            for (var i = 0; i < 20; i++)
            {
                var mutated = ByteMutation.Of(bytes, random);
                var (generated, ours) = (Failure(() => ModelInferRequest.Parser.ParseFrom(mutated)), Failure(() => ReadAll(mutated)));
                // In the entries of a map generated code passes over wire types that there are none of; those we refuse.
                var isAgreed = generated is null == ours is null || (generated is null && ours!.Contains("no valid field", StringComparison.Ordinal));
                Assert.True(isAgreed, $"Generated code says '{generated}', ours '{ours}' of {Convert.ToHexString(mutated)}.");
            }
        }).Hold();

    private static string? Failure(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (Exception exception) when (exception is WireException or InvalidProtocolBufferException)
        {
            return exception.Message;
        }
    }

    // The generic reader over the whole message, as deep as its schema goes.
    private static void ReadAll(byte[] message) => Walk(message, ModelInferRequest.Descriptor);

    private static void Walk(ReadOnlySpan<byte> message, MessageDescriptor descriptor)
    {
        var reader = new WireReader(message);
        while (reader.TryReadTag())
        {
            var field = descriptor.FindFieldByNumber(reader.Field);
            if (reader.Type != WireType.Length || field is null)
            {
                reader.Skip();
                continue;
            }
            var value = reader.ReadBytes();
            if (field.FieldType == FieldType.Message)
                Walk(value, field.MessageType);
            else if (field.FieldType is not (FieldType.String or FieldType.Bytes))
                WalkPacked(value, field);
        }
    }

    private static void WalkPacked(ReadOnlySpan<byte> packed, FieldDescriptor field)
    {
        if (!field.IsRepeated)
            return;
        var reader = new WireReader(packed);
        while (reader.Position < packed.Length)
        {
            if (field.FieldType == FieldType.Float)
                reader.ReadFixed32();
            else if (field.FieldType == FieldType.Double)
                reader.ReadFixed64();
            else
                reader.ReadVarint();
        }
    }

    private ModelInferResponse Answer(byte[] bytes, out int size)
    {
        var reader = new InferRequestReader();
        reader.Message.Scan(bytes);
        using var call = server.Models.BeginAsync("typed", null, Token).AsTask().GetAwaiter().GetResult();
        var selection = reader.Read(bytes, call, s_limits);
        call.RunAsync(Token).AsTask().GetAwaiter().GetResult();
        var answer = new InferAnswer(call, selection, reader.Message.ModelName.Of(bytes), reader.Message.Id.Of(bytes));
        size = answer.Size();
        var written = new byte[size];
        var writer = new WireWriter(written);
        answer.Write(ref writer);
        Assert.Equal(size, writer.Position);
        return ModelInferResponse.Parser.ParseFrom(written);
    }

    private static ModelInferResponse Expected(ModelInferRequest request)
    {
        var expected = new ModelInferResponse { ModelName = request.ModelName, ModelVersion = "1", Id = request.Id };
        foreach (var type in Typed.Types)
        {
            var index = request.Inputs.IndexOf(request.Inputs.Single(input => input.Name == $"in_{type}"));
            var input = request.Inputs[index];
            expected.Outputs.Add(new ModelInferResponse.Types.InferOutputTensor { Name = $"out_{type}", Datatype = input.Datatype, Shape = { input.Shape }, Contents = input.Contents });
            if (request.RawInputContents.Count > 0)
                expected.RawOutputContents.Add(request.RawInputContents[index]);
        }
        return expected;
    }

    /// <summary>The host with an echo of every type that has a typed form.</summary>
    public sealed class Typed : IAsyncLifetime
    {
        private readonly TestServer _server = new()
        {
            Services = services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<ModelLoader>(
                services, (_, _) => Task.FromResult<Saker.Learning.Models.IModel>(new EchoModel(width: 2, takesRows: true, Types))),
        };

        public static IReadOnlyList<ElementType> Types { get; } = [.. EchoModel.AllTypes.Where(type => type is not (ElementType.Float16 or ElementType.BFloat16))];

        public ModelHost Models => (ModelHost)_server.Server.Services.GetService(typeof(ModelHost))!;

        public async ValueTask InitializeAsync()
        {
            await _server.StartAsync(options => options, hasModel: false);
            await _server.DeployAsync("typed", "typed", Token);
        }

        public ValueTask DisposeAsync() => _server.DisposeAsync();
    }
}
