using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Gradients.Rules;

/// <summary>
/// Steps of any kind, each of which begins with the states of the one before. The node keeps the states that its steps begin with; going back is a Scan from the last step to the first, which works each
/// step out again and carries the gradients of states, and the sums of those of what all steps take from around them.
/// </summary>
internal static class ScanRule
{
    private const string OutputAxes = "scan_output_axes";
    private const string OutputDirections = "scan_output_directions";

    public static void Register(GradientRules rules)
    {
        rules.Add("Scan", Apply, BodyGradient.FindProblem);
        // One that gradients go back through is a Scan by then.
        rules.Add("Loop", node => throw node.Refuse("it is no loop of a known number of steps"), BodyGradient.FindProblem);
    }

    private static void Apply(GradientNode node) => new Pass(node).Run();

    private sealed class Pass
    {
        private readonly GradientNode _node;
        private readonly Emitter _emit;
        private readonly GraphProto _body;
        private readonly int _stateCount;
        private readonly long[][] _states;
        private readonly ScanPart[] _sequences;
        private readonly long _steps;
        private readonly BodyGradient _step;

        // The backward node, part by part.
        private readonly List<(string Initial, ValueInfoProto Input, string Next)> _carried = [];
        private readonly List<(string Sequence, ValueInfoProto Input, ScanPart Part)> _taken = [];
        private readonly List<(int Input, string Given, ScanPart Part)> _collected = [];

        public Pass(GradientNode node)
        {
            (_node, _emit, _body) = (node, node.Emit, node.Node.Find("body")!.G);
            var count = (int)node.Node.Integer("num_scan_inputs", 0);
            _stateCount = node.Node.Input.Count - count;
            _states = [.. Enumerable.Range(0, _stateCount).Select(i => node.Shape(node.In(i)))];
            _sequences = [.. Enumerable.Range(0, count).Select(i => ScanPart.Of(node.Shape(node.In(_stateCount + i)), node.Node, "scan_input_axes", "scan_input_directions", i))];
            _steps = _sequences[0].Steps;
            _step = new BodyGradient(node, _body, [.. _states, .. _sequences.Select(part => part.Shape)]);
        }

        public void Run()
        {
            var gradients = _states.Select((shape, i) => IsFloat(i) ? Weigh(_body.Output[i].Name, shape) : null).ToArray();
            for (var i = _stateCount; i < _body.Output.Count; i++)
                if (_node.FindGradient(i) is { } gradient)
                {
                    var part = ScanPart.Of(_node.Shape(_node.Out(i)), _node.Node, OutputAxes, OutputDirections, i - _stateCount);
                    var weight = Weigh(_body.Output[i].Name, part.Shape);
                    _taken.Add((gradient, WireTypes.ValueInfo(weight, ElementType.Float32, part.Shape), part));
                }
            string[] around = [.. GraphOrder.OuterValues(_body).Where(_node.WantsValue)];
            var (draft, found) = _step.Build([.. _body.Input.Where((_, i) => IsFloat(i)).Select(input => input.Name), .. around]);
            if (found.Count == 0)
                return;
            Carry(draft, found, gradients, around);
            Take(draft, found);
            Give(around.Where(found.ContainsKey).ToArray(), Emit(draft));
        }

        private bool IsFloat(int input) => _step.TypeOf(_body.Input[input]) == ElementType.Float32;

        private string Weigh(string result, long[] shape)
        {
            var weight = _emit.Draft.Fresh("step_gradient");
            _step.Weigh(result, weight, shape);
            return weight;
        }

        // Gradients of states, and sums over the steps of gradients of what lies around.
        private void Carry(GraphDraft draft, IReadOnlyDictionary<string, string> found, string?[] gradients, string[] around)
        {
            for (var i = 0; i < _stateCount; i++)
                if (gradients[i] is { } weight)
                    _carried.Add((_node.FindGradient(i) ?? _emit.Zeros(_states[i]), WireTypes.ValueInfo(weight, ElementType.Float32, _states[i]),
                        draft.Add("Identity", [found.TryGetValue(_body.Input[i].Name, out var gradient) ? gradient : draft.Constant(Tensor.Of(new float[Extents.Count(_states[i])], _states[i]))])));
            foreach (var name in around.Where(found.ContainsKey))
            {
                var (sum, shape) = (_step.Fresh(draft, "sum"), _emit.Shape(name));
                _carried.Add((_emit.Zeros(shape), WireTypes.ValueInfo(sum, ElementType.Float32, shape), draft.Add("Add", [sum, found[name]])));
            }
        }

        private void Take(GraphDraft draft, IReadOnlyDictionary<string, string> found)
        {
            for (var i = 0; i < _stateCount; i++)
                _taken.Add((Keep(i), WireTypes.ValueInfo(_body.Input[i].Name, _step.TypeOf(_body.Input[i]), _states[i]), new ScanPart(_steps, _states[i], 0, IsTurned: false)));
            for (var i = 0; i < _sequences.Length; i++)
            {
                var input = _body.Input[_stateCount + i];
                _taken.Add((_node.In(_stateCount + i), WireTypes.ValueInfo(input.Name, _step.TypeOf(input), _sequences[i].Shape), _sequences[i]));
                if (_node.Wants(_stateCount + i) && found.TryGetValue(input.Name, out var gradient))
                    _collected.Add((_stateCount + i, draft.Add("Identity", [gradient]), _sequences[i]));
            }
        }

        // Has the node itself give what each of its steps began with.
        private string Keep(int state)
        {
            var (proto, name) = (_node.Node, _emit.Draft.Fresh("begin"));
            var copy = new NodeProto { OpType = "Identity", Name = _emit.Draft.Fresh("Identity") };
            copy.Input.Add(_body.Input[state].Name);
            copy.Output.Add(name);
            _body.Node.Add(copy);
            while (proto.Output.Count < _body.Output.Count)
                proto.Output.Add(_emit.Draft.Fresh("unused"));
            _body.Output.Add(WireTypes.ValueInfo(name, _step.TypeOf(_body.Input[state]), _states[state]));
            proto.Output.Add(_emit.Draft.Fresh("begins"));
            proto.Find(OutputAxes)?.Ints.Add(0);
            proto.Find(OutputDirections)?.Ints.Add(0);
            return _emit.Declare(proto.Output[^1], [_steps, .. _states[state]]);
        }

        private string[] Emit(GraphDraft draft)
        {
            ValueInfoProto[] inputs = [.. _carried.Select(carried => carried.Input), .. _taken.Select(taken => taken.Input)];
            ValueInfoProto[] outputs =
            [
                .. _carried.Select(carried => WireTypes.ValueInfo(carried.Next, ElementType.Float32, [.. WireTypes.Spec(carried.Input)!.Shape])),
                .. _collected.Select(collected => WireTypes.ValueInfo(collected.Given, ElementType.Float32, collected.Part.Shape)),
            ];
            string[] results = [.. outputs.Select(_ => _emit.Draft.Fresh("scanned"))];
            _emit.Draft.Add("Scan", [.. _carried.Select(carried => carried.Initial), .. _taken.Select(taken => taken.Sequence)], results,
                NodeAttribute.Of("body", _step.Close(draft, inputs, outputs)), NodeAttribute.Of("num_scan_inputs", _taken.Count),
                NodeAttribute.Of("scan_input_axes", _taken.Select(taken => (long)taken.Part.Axis)), NodeAttribute.Of("scan_input_directions", _taken.Select(taken => taken.Part.Backwards)),
                NodeAttribute.Of(OutputAxes, _collected.Select(collected => (long)collected.Part.Axis)), NodeAttribute.Of(OutputDirections, _collected.Select(collected => collected.Part.Backwards)));
            return results;
        }

        private void Give(string[] around, string[] results)
        {
            var next = 0;
            for (var i = 0; i < _stateCount; i++)
                if (IsFloat(i))
                    _node.Give(i, _emit.Declare(results[next++], _states[i]));
            foreach (var name in around)
                _node.GiveValue(name, _emit.Declare(results[next++], _emit.Shape(name)));
            foreach (var (input, _, part) in _collected)
                _node.Give(input, _emit.Declare(results[next++], part.Whole));
        }
    }
}
