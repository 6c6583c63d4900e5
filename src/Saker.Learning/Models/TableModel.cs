using System.Diagnostics;
using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Batches;

namespace Saker.Learning.Models;

/// <summary>Serves a model that knows only tables: every column a tensor of shape [N, 1].</summary>
public sealed class TableModel : ITensorModel
{
    private readonly IModel _model;

    public TableModel(IModel model)
    {
        _model = model;
        Inputs = [.. model.Signature.Inputs.Select(Spec)];
        Outputs = [.. model.Signature.Outputs.Select(Spec)];
    }

    public IReadOnlyList<TensorSpec> Inputs { get; }

    public IReadOnlyList<TensorSpec> Outputs { get; }

    public bool TakesRows => true;

    public string Platform => "saker_table";

    public IBatchRunner NewRunner(int rowCapacity) => new Runner(this);

    private static TensorSpec Spec(SignatureColumn column) =>
        new(column.Name, column.Type == ColumnType.Float32 ? ElementType.Float32 : ModelInputs.Find(column.Type) ?? throw ModelInputs.NotTaken(new ColumnSchema(column.Name, column.Type)), [-1, 1]);

    private sealed class Runner(TableModel owner) : IBatchRunner
    {
        public long KeptBytes => 0;

        // Parts run one after the other: joining tables would cost more than it saves.
        public async ValueTask<RunTimings> RunAsync(ReadOnlyMemory<TensorSet> parts, CancellationToken cancellationToken)
        {
            var timings = default(RunTimings);
            for (var i = 0; i < parts.Length; i++)
            {
                var begin = Stopwatch.GetTimestamp();
                var part = parts.Span[i];
                var rows = Read(part);
                var laidOut = Stopwatch.GetTimestamp();
                var outputs = await owner._model.PredictAsync(rows, cancellationToken);
                var run = Stopwatch.GetTimestamp();
                TensorColumns.Fill(outputs, owner.Outputs, part.Outputs);
                timings += RunTimings.Between(begin, laidOut, run, Stopwatch.GetTimestamp());
            }
            return timings;
        }

        public void Dispose()
        {
        }

        private Table Read(TensorSet part)
        {
            var columns = new List<Column>(owner.Inputs.Count);
            for (var i = 0; i < owner.Inputs.Count; i++)
                columns.Add(TensorColumns.Read(owner.Inputs[i].Name, part.Inputs[i]) ?? throw new SakerException(ErrorKind.InvalidInput, "The tensor does not have one value a row.", owner.Inputs[i].Name));
            return new Table(columns);
        }
    }
}
